package org.badgebridge.simulator.credly;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// A badge template.
public record Template(
        String id,
        long number,
        String organizationId,
        String name,
        String description,
        TemplateState state,
        @Nullable Instant stateUpdatedAt,
        @JsonProperty("public") boolean isPublic,
        boolean allowDuplicateBadges,
        List<String> skills,
        List<String> reportingTags,
        @Nullable String level,
        @Nullable String globalActivityUrl,
        @Nullable Instant defaultExpiresAt,
        Instant createdAt,
        Instant updatedAt) {

    public Template {
        skills = List.copyOf(skills);
        reportingTags = List.copyOf(reportingTags);
    }
}
