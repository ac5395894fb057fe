package org.badgebridge.function.settingsapi.view;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeState;
import org.badgebridge.domain.badge.Cause;
import org.badgebridge.domain.badge.Have;
import org.badgebridge.domain.badge.HistoryEntry;
import org.badgebridge.domain.badge.Said;
import org.badgebridge.domain.badge.Situation;
import org.badgebridge.domain.badge.Wanted;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.Position;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.listing.BadgeFinder;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A badge as an admin sees it. `witness`: how we heard of the provider's state; `decided`: a
/// person decided, and rules change nothing. Where one badge is asked for its `history` is there,
/// and the `timeline`, which begins where we heard of the certificate.
public record BadgeView(
        String id,
        String state,
        @Nullable String reason,
        @Nullable String reasonCode,
        @Nullable String remedy,
        String wanted,
        CauseView wantedBy,
        boolean decided,
        String learnerId,
        @Nullable PersonView learner,
        String templateId,
        @Nullable String templateName,
        @Nullable String imageUrl,
        String connectionId,
        @Nullable String source,
        CertificateView.@Nullable CourseView course,
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
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<HistoryView> history,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<TimelineView> timeline) {

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

    /// A line of history, or of what was before it: that we heard of the certificate.
    public record TimelineView(
            Instant firstAt,
            Instant at,
            int count,
            String step,
            String outcome,
            @Nullable String title,
            @Nullable Integer status,
            @Nullable String answer,
            @Nullable Long latencyMs,
            @Nullable Instant nextAttemptAt,
            CauseView by) {

        static TimelineView of(HistoryView line) {
            return new TimelineView(
                    line.firstAt(),
                    line.at(),
                    line.count(),
                    line.step(),
                    line.outcome(),
                    null,
                    line.status(),
                    line.answer(),
                    line.latencyMs(),
                    line.nextAttemptAt(),
                    line.by());
        }

        static TimelineView of(Certificate certificate) {
            Position given = certificate.given();
            Instant at = certificate.createdAt();
            return new TimelineView(
                    at,
                    at,
                    1,
                    "receive",
                    "received",
                    "The source %s told of the certificate.".formatted(certificate.source()),
                    null,
                    null,
                    null,
                    null,
                    new CauseView("event", given == null ? "" : given.eventId(), null, at));
        }
    }

    public static BadgeView of(BadgeFinder.Found found) {
        return with(found, null, null);
    }

    /// With its history, the oldest line first, and the certificate that it rests on.
    public static BadgeView of(
            BadgeFinder.Found found,
            List<HistoryEntry> history,
            Optional<Certificate> certificate) {
        List<HistoryView> lines = history.stream().map(HistoryView::of).toList();
        return with(
                found,
                lines,
                Stream.concat(
                                certificate.stream().map(TimelineView::of),
                                lines.stream().map(TimelineView::of))
                        .toList());
    }

    private static BadgeView with(
            BadgeFinder.Found found,
            @Nullable List<HistoryView> history,
            @Nullable List<TimelineView> timeline) {
        Badge badge = found.badge();
        BadgeState.Seen seen = found.seen();
        Situation situation = found.situation();
        Have have = badge.have();
        Wanted.Terms terms = badge.wanted().terms();
        Course course = terms == null ? null : terms.course();
        SourceId source = terms == null ? null : terms.source();
        return new BadgeView(
                badge.id().toString(),
                seen.state().word(),
                seen.reason(),
                seen.code(),
                seen.remedy(),
                word(badge.wanted().kind()),
                CauseView.of(badge.wanted().by()),
                badge.wanted().decided(),
                badge.id().learner().value(),
                situation == null ? null : PersonView.of(situation.learner()),
                badge.id().template().toString(),
                situation == null ? null : situation.template().name(),
                situation == null ? null : situation.template().imageUrl(),
                badge.id().template().connection().value(),
                source == null ? null : source.value(),
                course == null ? null : CertificateView.CourseView.of(course),
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
                history,
                timeline);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
