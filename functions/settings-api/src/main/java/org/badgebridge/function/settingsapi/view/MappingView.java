package org.badgebridge.function.settingsapi.view;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.rule.Requirement;
import org.badgebridge.domain.rule.Rule;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// "A certificate for this course earns this template."
public record MappingView(
        String id,
        @Nullable String source,
        @Nullable String course,
        String template,
        String event,
        @Nullable Instant since,
        Instant createdAt) {

    /// Of a rule that is a mapping: it has one requirement.
    public static MappingView of(Rule rule) {
        Requirement requirement = rule.requirements().findFirst().orElseThrow();
        SourceId source = requirement.source();
        return new MappingView(
                rule.id().toString(),
                source == null ? null : source.value(),
                requirement.course(),
                rule.id().template().toString(),
                requirement.event().word(),
                rule.since(),
                rule.createdAt());
    }
}
