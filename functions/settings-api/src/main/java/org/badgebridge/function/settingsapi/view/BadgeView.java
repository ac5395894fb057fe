package org.badgebridge.function.settingsapi.view;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeState;
import org.badgebridge.domain.badge.Cause;
import org.badgebridge.domain.badge.Have;
import org.badgebridge.domain.badge.HistoryEntry;
import org.badgebridge.domain.badge.Said;
import org.badgebridge.domain.badge.Wanted;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// A badge as an admin sees it; its `history` is there where one badge is asked for. `witness`: how
/// we heard of the provider's state.
public record BadgeView(
        String id,
        String state,
        @Nullable String reason,
        String wanted,
        CauseView wantedBy,
        String learnerId,
        String templateId,
        String connectionId,
        @Nullable String certificateId,
        @Nullable String providerBadgeId,
        @Nullable String providerState,
        @Nullable String witness,
        List<String> extraProviderBadgeIds,
        @Nullable String acceptUrl,
        @Nullable String badgeUrl,
        @Nullable Boolean visible,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant nextAttemptAt,
        Instant createdAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<HistoryView> history) {

    /// Who brought something about: `event`, `person` or `system`, and which.
    public record CauseView(String kind, String id, @Nullable String reason, Instant at) {
        static CauseView of(Cause cause) {
            return new CauseView(word(cause.kind()), cause.id(), cause.reason(), cause.at());
        }
    }

    /// What happened, from `first_at` to `at`, `count` times; `status` and `answer` are the
    /// provider's (status 0: it did not answer).
    public record HistoryView(
            long number,
            Instant firstAt,
            Instant at,
            int count,
            String step,
            String outcome,
            @Nullable Integer status,
            @Nullable String answer,
            @Nullable Long latencyMs,
            @Nullable Instant nextAttemptAt,
            CauseView by) {

        static HistoryView of(HistoryEntry entry) {
            Said said = entry.said();
            return new HistoryView(
                    entry.number(),
                    entry.firstAt(),
                    entry.at(),
                    entry.count(),
                    entry.step(),
                    entry.outcome().toLowerCase(Locale.ROOT),
                    said == null ? null : said.status(),
                    said == null ? null : said.words(),
                    said == null ? null : said.latency().toMillis(),
                    entry.next(),
                    CauseView.of(entry.by()));
        }
    }

    public static BadgeView of(Badge badge, BadgeState.Seen seen) {
        return of(badge, seen, null);
    }

    /// With its history, the oldest line first.
    public static BadgeView of(
            Badge badge, BadgeState.Seen seen, @Nullable List<HistoryEntry> history) {
        Have have = badge.have();
        Wanted.Terms terms = badge.wanted().terms();
        return new BadgeView(
                badge.id().toString(),
                seen.state().word(),
                seen.reason(),
                word(badge.wanted().kind()),
                CauseView.of(badge.wanted().by()),
                badge.id().learner().value(),
                badge.id().template().toString(),
                badge.id().template().connection().value(),
                terms == null ? null : terms.certificate().toString(),
                have == null ? null : have.providerBadgeId(),
                have == null ? null : word(have.state()),
                have == null ? null : word(have.witness()),
                badge.extraIds(),
                have == null ? null : have.acceptUrl(),
                have == null ? null : have.badgeUrl(),
                have == null ? null : have.visible(),
                have == null ? null : have.issuedAt(),
                have == null ? null : have.expiresAt(),
                badge.settling().nextAttemptAt(),
                badge.createdAt(),
                badge.updatedAt(),
                history == null ? null : history.stream().map(HistoryView::of).toList());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
