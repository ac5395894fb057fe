package org.badgebridge.domain.badge;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A badge's state as an admin sees it, derived from everything that is known by the same decision
/// that the worker takes.
public enum BadgeState {
    HELD,
    QUEUED,
    ISSUING,
    RETRYING,
    UNSURE,
    UNPUBLISHED,
    ISSUED,
    REVOKING,
    REVOKED,
    FAILED;

    private static final String EXPIRED = "It has expired.";

    /// The state with, where it needs one, its reason. What keeps it so has a `code` that never
    /// changes, and a `remedy`: what a person does about it.
    public record Seen(
            BadgeState state,
            @Nullable String reason,
            @Nullable String code,
            @Nullable String remedy) {

        Seen(BadgeState state, @Nullable String reason) {
            this(state, reason, null, null);
        }

        /// Of a badge that lacks its template, connection or learner.
        public static final Seen ORPHANED =
                new Seen(
                        HELD,
                        "Its template, connection or learner is not there any more. Nothing is"
                                + " done with it.",
                        "orphaned",
                        null);

        /// Made at the provider, where the learner does not see it.
        static Seen unpublished(@Nullable String note) {
            return new Seen(
                    UNPUBLISHED,
                    note == null ? "The provider has made it and not published it." : note,
                    "unpublished",
                    "Mend it at the provider. It is tried again by itself, or at once by a retry.");
        }

        static Seen of(Hold hold) {
            return new Seen(
                    HELD, hold.reason() + " " + hold.release(), hold.code(), hold.release());
        }

        static Seen of(Failure failure) {
            return new Seen(
                    FAILED, failure.reason(), failure.cause().code(), failure.cause().remedy());
        }
    }

    /// Whether asking for another try means anything: there is something left to do, and nothing
    /// but time or a person's word is in its way.
    public boolean retryable() {
        return switch (this) {
            case FAILED, RETRYING, UNSURE, QUEUED, REVOKING, UNPUBLISHED -> true;
            case HELD, ISSUING, ISSUED, REVOKED -> false;
        };
    }

    /// Whether a person's push means anything: it is still to come.
    public boolean pushable() {
        return switch (this) {
            case HELD, QUEUED, RETRYING, UNSURE -> true;
            case ISSUING, UNPUBLISHED, ISSUED, REVOKING, REVOKED, FAILED -> false;
        };
    }

    public static Optional<BadgeState> of(String word) {
        return Arrays.stream(values()).filter(state -> state.word().equals(word)).findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Seen of(Situation s) {
        Badge badge = s.badge();
        Failure failure = badge.settling().failure();
        if (badge.failed() && failure != null) {
            return Seen.of(failure);
        }
        Attempt attempt = badge.settling().attempt();
        if (attempt != null && s.now().isBefore(attempt.leaseUntil())) {
            return new Seen(calling(attempt.step()), null);
        }
        return switch (NextStep.of(s)) {
            case Step.Held(Hold hold) -> Seen.of(hold);
            case Step.Nothing() -> resting(badge);
            case Step.Expire() -> new Seen(ISSUED, EXPIRED);
            case Step.Wait(Instant _, String reason) ->
                    badge.unpublished() && badge.doubt() == null
                            ? Seen.unpublished(noteOf(badge))
                            : new Seen(waiting(badge), reason);
            case Step.Publish _ -> Seen.unpublished(noteOf(badge));
            case Step.GiveUp _ -> new Seen(REVOKING, null);
            case Step.LookUp _ -> new Seen(UNSURE, null);
            case Step.Issue _, Step.Replace _ -> new Seen(coming(badge, QUEUED), null);
            case Step.Revoke _ -> new Seen(REVOKING, null);
        };
    }

    private static @Nullable String noteOf(Badge badge) {
        Have have = badge.have();
        return have == null ? null : have.note();
    }

    private static BadgeState calling(Step.Kind step) {
        return switch (step) {
            case LOOK_UP -> UNSURE;
            case ISSUE, REPLACE, PUBLISH -> ISSUING;
            case REVOKE -> REVOKING;
        };
    }

    private static BadgeState waiting(Badge badge) {
        return badge.doubt() == null ? coming(badge, RETRYING) : UNSURE;
    }

    private static BadgeState coming(Badge badge, BadgeState whenIssuing) {
        return badge.wanted().issued() ? whenIssuing : REVOKING;
    }

    private static Seen resting(Badge badge) {
        Have have = badge.have();
        if (have != null && have.live() && !badge.wanted().issued()) {
            return new Seen(ISSUED, "Its rules are no longer met; the template keeps it.");
        }
        if (have != null && have.live()) {
            return new Seen(
                    ISSUED, badge.extraIds().isEmpty() ? null : "The provider has more than one.");
        }
        if (!badge.wanted().issued() || have == null) {
            return new Seen(REVOKED, badge.wanted().by().reason());
        }
        return switch (have.state()) {
            case REJECTED -> new Seen(REVOKED, "The learner rejected it at the provider.");
            case DELETED -> new Seen(REVOKED, "It was deleted at the provider.");
            case REVOKED -> new Seen(REVOKED, "It was revoked at the provider.");
            case EXPIRED -> new Seen(ISSUED, EXPIRED);
            case UNPUBLISHED, PUBLISHED, PENDING, ACCEPTED -> new Seen(REVOKED, null);
        };
    }
}
