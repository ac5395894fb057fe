package org.badgebridge.function.settingsapi.view;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.badgebridge.domain.account.Attribute;
import org.badgebridge.domain.account.Template;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A template. `state` and `attributes` are the provider's word, `active` is our own switch; from
/// where in an event's data which attribute is taken, `attributePointers` tells. What takes another
/// read is only there where one template is asked for: the number of its rules and of the badges
/// that wait.
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
        List<AttributeView> attributes,
        Map<String, String> attributePointers,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer rules,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable WaitingView waiting,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JobView job,
        Instant createdAt,
        Instant updatedAt) {

    /// What its badges can bear beside their dates, and of which kind.
    public record AttributeView(String name, String kind) {

        static AttributeView of(Attribute attribute) {
            return new AttributeView(
                    attribute.name(), attribute.kind().name().toLowerCase(Locale.ROOT));
        }
    }

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
                template.attributes().stream().map(AttributeView::of).toList(),
                new TreeMap<>(template.choices().attributes()),
                rules,
                waiting,
                job,
                template.createdAt(),
                template.updatedAt());
    }
}
