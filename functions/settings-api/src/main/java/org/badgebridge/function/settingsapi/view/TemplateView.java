package org.badgebridge.function.settingsapi.view;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.badgebridge.domain.account.Template;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

/// A template. `state` is the provider's word, `active` our own switch. What takes another read is
/// only there where one template is asked for: the number of its rules and of the badges that wait.
public record TemplateView(
        String id,
        String connection,
        String providerTemplateId,
        String name,
        @Nullable String description,
        @Nullable String imageUrl,
        String state,
        boolean allowsDuplicates,
        boolean active,
        String renewal,
        String onRevoke,
        boolean quiet,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer rules,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable WaitingView waiting,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JobView job,
        Instant createdAt,
        Instant updatedAt) {

    public static TemplateView of(Template template) {
        return of(template, null, null, null);
    }

    /// With what was read beside it; `job` releases what waited.
    public static TemplateView of(
            Template template,
            @Nullable Integer rules,
            @Nullable WaitingView waiting,
            @Nullable JobView job) {
        return new TemplateView(
                template.id().toString(),
                template.id().connection().value(),
                template.id().providerId(),
                template.name(),
                template.description(),
                template.imageUrl(),
                template.state().name().toLowerCase(Locale.ROOT),
                template.allowsDuplicates(),
                template.active(),
                template.choices().renewal().name().toLowerCase(Locale.ROOT),
                template.choices().onRevoke().name().toLowerCase(Locale.ROOT),
                template.choices().quiet(),
                rules,
                waiting,
                job,
                template.createdAt(),
                template.updatedAt());
    }
}
