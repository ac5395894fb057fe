package org.badgebridge.function.settingsapi.view;

import org.badgebridge.port.Audit;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// Who changed what; one that is not `done` was broken off, and may have changed something.
public record AuditView(
        String id,
        Instant at,
        String who,
        String action,
        String subject,
        @Nullable String reason,
        boolean done,
        List<Audit.Change> changes) {

    public static AuditView of(Audit.Entry entry) {
        return new AuditView(
                entry.id(),
                entry.at(),
                entry.who(),
                entry.action(),
                entry.subject(),
                entry.reason(),
                entry.done(),
                entry.changes());
    }

    /// All changes on one line, for a file.
    public String changesInWords() {
        return String.join(
                "; ",
                changes.stream()
                        .map(each ->
                                "%s: %s -> %s".formatted(each.field(), each.before(), each.after()))
                        .toList());
    }
}
