package org.badgebridge.function.settingsapi.view;

import org.badgebridge.port.Jobs.Job;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Long work and how far it has come.
public record JobView(
        String id,
        String kind,
        String state,
        Map<String, Long> counts,
        @Nullable String message,
        String startedBy,
        Instant createdAt,
        Instant updatedAt) {

    public static JobView of(Job job) {
        return new JobView(
                job.id(),
                job.kind().name().toLowerCase(Locale.ROOT),
                job.state().name().toLowerCase(Locale.ROOT),
                new TreeMap<>(job.counts()),
                job.message(),
                job.startedBy(),
                job.createdAt(),
                job.updatedAt());
    }
}
