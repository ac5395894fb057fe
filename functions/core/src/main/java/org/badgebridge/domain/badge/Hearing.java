package org.badgebridge.domain.badge;

import org.badgebridge.domain.badge.LookUpRecording.Sought;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Writes onto our badge what its provider says of a badge there, told or read back, not in answer
/// to a call of ours. Pure.
///
/// Idempotent, and independent of order as far as the word itself has one: what is repeated or
/// older changes nothing. What changes is told in the badge's history, with whose word it was.
public final class Hearing {

    private static final String STEP = "heard";
    private static final String THERE = "at the provider";

    private Hearing() {}

    /// A provider's word of one of its badges: by which way it came, when it was said (the time of
    /// the event, or the moment our read was sent), and what made us listen.
    public record Word(ProviderBadge said, Have.Witness by, Instant at, Cause cause) {}

    /// The badge after the word. `sought` is our badge under the names the provider may know it by:
    /// only what is ours by our own comparison comes to be stood on.
    public static Change heard(Badge badge, Sought sought, Word word, Instant now) {
        ProviderBadge said = word.said();
        Have have = badge.have();
        if (have != null && have.providerBadgeId().equals(said.id())) {
            return same(badge, have, word, now);
        }
        if (badge.formerIds().contains(said.id())) {
            return former(Change.none(badge), word, now);
        }
        if (have != null && have.providerBadgeId().equals(said.replaces())) {
            return succeeded(badge, have, word, now);
        }
        if (!said.current()) {
            return extraEnded(badge, word, now);
        }
        if (!sought.is(said)) {
            return Change.none(badge);
        }
        return have != null && have.live()
                ? another(badge, word, now)
                : adopted(badge, sought, word, now);
    }

    /// A badge that a person issued at the provider, where we had none: that person's decision, so
    /// rules do not take it away. Empty when nothing stands there any more.
    public static Optional<Change> first(BadgeId id, Word word, Instant now) {
        Have has = Have.of(word.said(), word.by(), now).seen(word.said().visible(), word.at());
        if (!has.live() || !word.said().current()) {
            return Optional.empty();
        }
        Change wanted = Badge.first(id, Wanted.issuedThere(person(now)), now);
        return Optional.of(
                new Telling(wanted)
                        .is(standing(wanted.badge(), has, Set.of(), 1, now))
                        .told("ADOPTED", word, now)
                        .change());
    }

    /// Word of the very badge that ours stands on.
    private static Change same(Badge badge, Have had, Word word, Instant now) {
        ProviderBadge said = word.said();
        String successor = said.replacedBy();
        if (successor != null
                && !successor.equals(said.id())
                && !badge.formerIds().contains(successor)) {
            Have has = had.succeededBy(successor, word.by());
            return former(replaced(badge, had, has, word, now), word, now);
        }
        Have has = had.heard(said, word.by(), now).seen(said.visible(), word.at());
        if (has.saysTheSameAs(had, word.by() == Have.Witness.READ_BACK)) {
            return Change.none(badge);
        }
        Badge after = badge.having(has, badge.formerIds(), badge.extraIds(), now);
        Telling telling = new Telling(badge).is(mended(after, now));
        if (has.state() != had.state()) {
            telling.told(has.state().name(), word, now);
        }
        if (had.visible() != null && !had.visible().equals(has.visible())) {
            boolean visible = Boolean.TRUE.equals(has.visible());
            telling.told(visible ? "MADE_PUBLIC" : "MADE_PRIVATE", word, now);
        }
        return telling.change();
    }

    /// Word of what replaced the badge that ours stands on, whatever has become of it since.
    private static Change succeeded(Badge badge, Have had, Word word, Instant now) {
        ProviderBadge said = word.said();
        Have has = Have.of(said, word.by(), now).seen(said.visible(), word.at());
        Change change = replaced(badge, had, has, word, now);
        Change further = same(change.badge(), has, word, now);
        return new Telling(change).then(further).change();
    }

    private static Change replaced(Badge badge, Have had, Have has, Word word, Instant now) {
        Badge after = badge.standingOn(has, Set.of(had.providerBadgeId()), now);
        Telling telling = new Telling(badge).is(mended(after, now)).told("REPLACED", word, now);
        if (has.state() != had.state()) {
            telling.told(has.state().name(), word, now);
        }
        return telling.change();
    }

    /// What failed to be ended and ended there needs nobody any more.
    private static Badge mended(Badge after, Instant now) {
        Have has = after.have();
        boolean ended = !after.wanted().issued() && (has == null || !has.live());
        return after.settling(now, d -> d.failure = ended ? null : d.failure).rescheduled(now);
    }

    /// What is told of a badge that ours stood on before is history, never truth. What is read back
    /// of it is neither: it would be read again and again.
    private static Change former(Change before, Word word, Instant now) {
        Badge badge = before.badge();
        boolean ended = !word.said().state().live();
        String outcome = "FORMER_" + word.said().state();
        return ended
                        && word.by() == Have.Witness.WEBHOOK
                        && !badge.toldLast(STEP, outcome, about(word))
                ? new Telling(before).told(outcome, word, now).change()
                : before;
    }

    private static Change extraEnded(Badge badge, Word word, Instant now) {
        String id = word.said().id();
        if (!badge.extraIds().contains(id)) {
            return Change.none(badge);
        }
        List<String> rest = badge.extraIds().stream().filter(each -> !each.equals(id)).toList();
        return new Telling(badge)
                .is(badge.having(badge.have(), badge.formerIds(), rest, now))
                .told("ANOTHER_ENDED", word, now)
                .change();
    }

    /// A second live one beside ours is shown; a person decides.
    private static Change another(Badge badge, Word word, Instant now) {
        String id = word.said().id();
        if (badge.extraIds().contains(id)) {
            return Change.none(badge);
        }
        return new Telling(badge)
                .is(badge.having(badge.have(), badge.formerIds(), badge.extraWith(id), now))
                .told("ANOTHER_FOUND", word, now)
                .change();
    }

    /// A live badge of ours where we stood on none. While a call of ours is out it may be what the
    /// call made, and the call's answer, or a look-up, finds us standing on it.
    private static Change adopted(Badge badge, Sought sought, Word word, Instant now) {
        boolean byHand = !calling(badge) && !sought.earnerId().equals(word.said().earnerId());
        Change start = Change.none(badge);
        if (byHand && !badge.wanted().issued()) {
            if (badge.wanted().decided()) {
                // Two persons decided differently. Here the one who spoke to us is obeyed, and the
                // other's badge shown.
                return another(badge, word, now);
            }
            Wanted there = badge.wanted().byPerson(Wanted.Kind.ISSUED, person(now));
            start = badge.wanting(there, now);
        }
        Badge wanting = start.badge();
        Have had = wanting.have();
        Have has = Have.of(word.said(), word.by(), now).seen(word.said().visible(), word.at());
        Set<String> over = had == null ? Set.of() : Set.of(had.providerBadgeId());
        return new Telling(start)
                .is(standing(wanting, has, over, answered(wanting), now))
                .told("ADOPTED", word, now)
                .change();
    }

    private static boolean calling(Badge badge) {
        Doubt doubt = badge.doubt();
        return doubt != null && doubt.step() != Step.Kind.REVOKE;
    }

    /// The wish that what is adopted answers: that of our call, if one may have made it.
    private static long answered(Badge badge) {
        Doubt doubt = badge.doubt();
        return doubt == null ? badge.wanted().version() : doubt.wantedVersion();
    }

    private static Badge standing(
            Badge badge, Have has, Set<String> over, long answered, Instant now) {
        Doubt doubt = badge.settling().doubt();
        boolean named = doubt != null && doubt.reason() == Doubt.Reason.ALREADY_THERE;
        return badge.standingOn(has, over, now)
                .settling(
                        now,
                        d -> {
                            d.doubt = named ? null : doubt;
                            d.failure = null;
                            d.revive = null;
                            d.waitsOn = null;
                            d.calm();
                            if (has.live()) {
                                d.settledVersion = Math.max(d.settledVersion, answered);
                            }
                        })
                .rescheduled(now);
    }

    private static Cause person(Instant now) {
        return Cause.person(THERE, null, now);
    }

    private static Said about(Word word) {
        return Badge.about(word.said().id(), word.by());
    }

    /// A badge on its way through a change, with the lines that tell of it. Never leaves the method
    /// that makes it.
    private static final class Telling {
        private final List<HistoryEntry> entries = new ArrayList<>();
        private Badge badge;

        Telling(Badge start) {
            badge = start;
        }

        Telling(Change start) {
            badge = start.badge();
            entries.addAll(start.entries());
        }

        Telling is(Badge next) {
            badge = next;
            return this;
        }

        Telling then(Change next) {
            badge = next.badge();
            entries.addAll(next.entries());
            return this;
        }

        Telling told(String outcome, Word word, Instant now) {
            Change told = badge.told(STEP, outcome, about(word), word.cause(), now);
            badge = told.badge();
            entries.addAll(told.entries());
            return this;
        }

        Change change() {
            return new Change(badge, entries);
        }
    }
}
