package org.badgebridge.domain.badge;

import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.learner.LearnerId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What happened to a badge of ours, told to whoever builds on us: once for each change, stored
/// together with it. Carries ids and links, and nothing else of the learner.
///
/// It is about a learner's badge of a template; which provider badge that stands on may change
/// (`REPLACED`) and may be shared, and then each of the badges has signals of its own. `cause` is
/// the wish that was served, or failed or is held; where something happened that was not wished
/// for, it is whoever told us. `reason` says why it is held or failed, and what is unusual about a
/// revocation. `id` is the same wherever the signal is met; in the order of `at`, then `id`, a
/// badge's signals are in the order in which they became true.
public record Signal(
        String id,
        Type type,
        Instant at,
        BadgeId badgeId,
        LearnerId learnerId,
        TemplateId templateId,
        @Nullable String providerBadgeId,
        @Nullable String acceptUrl,
        @Nullable String badgeUrl,
        @Nullable String reason,
        Cause cause) {

    private static final String THERE = "It was revoked at the provider.";
    private static final String STAYS =
            "The provider badge stays, because another badge of ours stands on it.";

    /// What happened, by the name under which it is stored and published.
    public enum Type {
        /// The learner has the badge now, and had not before.
        ISSUED("badge.issued"),
        /// The learner has it by another provider badge than before, as after a renewal.
        REPLACED("badge.replaced"),
        ACCEPTED("badge.accepted"),
        REJECTED("badge.rejected"),
        /// Taken back, by us or at the provider.
        REVOKED("badge.revoked"),
        /// Removed at the provider, which is not the same as taken back.
        DELETED("badge.deleted"),
        /// Past its date. Renewed after that, it is issued again.
        EXPIRED("badge.expired"),
        /// First seen in a hold, or in another one than before.
        HELD("badge.held"),
        /// A person must mend something.
        FAILED("badge.failed");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        public static Optional<Type> parse(String word) {
            return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /// What is to be told when the badge is stored as it is here; `by` is who brought the change
    /// about. Nothing, when all of it was told before.
    static List<Signal> due(Badge badge, Cause by) {
        List<Signal> signals = new ArrayList<>();
        for (Type type : badge.signalled().until(badge.facts())) {
            Have have = badge.have();
            String providerBadgeId =
                    badge.facts().providerBadgeId() == null && type == Type.REVOKED
                            ? badge.signalled().providerBadgeId()
                            : have == null ? null : have.providerBadgeId();
            signals.add(
                    new Signal(
                            id(badge, signals.size()),
                            type,
                            badge.updatedAt(),
                            badge.id(),
                            badge.id().learner(),
                            badge.id().template(),
                            providerBadgeId,
                            have == null ? null : have.acceptUrl(),
                            have == null ? null : have.badgeUrl(),
                            reason(type, badge),
                            cause(type, badge, by)));
        }
        return signals;
    }

    /// A version is written once, and with the time in it the id of a badge that was erased never
    /// comes back.
    private static String id(Badge badge, int place) {
        return "%s.%d.%08d-%d"
                .formatted(badge.id(), badge.updatedAt().toEpochMilli(), badge.version(), place);
    }

    private static Cause cause(Type type, Badge badge, Cause by) {
        Wanted wanted = badge.wanted();
        return switch (type) {
            case ISSUED, REPLACED -> wanted.issued() ? wanted.by() : by;
            case REVOKED -> wanted.issued() ? by : wanted.by();
            case HELD, FAILED -> wanted.by();
            case ACCEPTED, REJECTED, DELETED, EXPIRED -> by;
        };
    }

    private static @Nullable String reason(Type type, Badge badge) {
        return switch (type) {
            case HELD -> {
                Hold hold = badge.settling().waitsOn();
                yield hold == null ? null : hold.reason() + " " + hold.release();
            }
            case FAILED -> {
                Failure failure = badge.settling().failure();
                yield failure == null ? null : failure.reason();
            }
            case REVOKED -> unusual(badge);
            case ISSUED, REPLACED, ACCEPTED, REJECTED, DELETED, EXPIRED -> null;
        };
    }

    private static @Nullable String unusual(Badge badge) {
        Have have = badge.have();
        if (have == null) {
            return STAYS;
        }
        // When we want it revoked too, it makes no difference by which way we hear of it first.
        return badge.wanted().issued() && have.endedByUs() == null ? THERE : null;
    }
}
