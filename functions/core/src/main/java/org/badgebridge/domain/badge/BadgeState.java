package org.badgebridge.domain.badge;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

/// A badge's state as an admin sees it, derived from everything that is known by the same decision
/// that the worker takes.
public enum BadgeState {
    HELD,
    QUEUED,
    ISSUING,
    RETRYING,
    UNSURE,
    ISSUED,
    REVOKING,
    REVOKED,
    FAILED;

    private static final String EXPIRED = "It has expired.";

    /// The state with, where it needs one, its reason.
    public record Seen(BadgeState state, @Nullable String reason) {}

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Seen of(Situation s) {
        Badge badge = s.badge();
        Failure failure = badge.settling().failure();
        if (badge.failed() && failure != null) {
            return new Seen(FAILED, failure.reason());
        }
        Attempt attempt = badge.settling().attempt();
        if (attempt != null && s.now().isBefore(attempt.leaseUntil())) {
            return new Seen(calling(attempt.step()), null);
        }
        return switch (NextStep.of(s)) {
            case Step.Held(Hold hold) -> new Seen(HELD, hold.reason() + " " + hold.release());
            case Step.Nothing() -> resting(badge);
            case Step.Expire() -> new Seen(ISSUED, EXPIRED);
            case Step.Wait(Instant _, String reason) -> new Seen(waiting(badge), reason);
            case Step.GiveUp _ -> new Seen(REVOKING, null);
            case Step.LookUp _ -> new Seen(UNSURE, null);
            case Step.Issue _, Step.Replace _ -> new Seen(coming(badge, QUEUED), null);
            case Step.Revoke _ -> new Seen(REVOKING, null);
        };
    }

    private static BadgeState calling(Step.Kind step) {
        return switch (step) {
            case LOOK_UP -> UNSURE;
            case ISSUE, REPLACE -> ISSUING;
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
            case PENDING, ACCEPTED -> new Seen(REVOKED, null);
        };
    }
}
