package org.badgebridge.listing;

import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.BadgeState;
import org.badgebridge.domain.badge.Situation;
import org.badgebridge.port.Badges;
import org.badgebridge.port.Count;
import org.badgebridge.port.Page;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Finds badges, and sees each in the state that the worker would find it in: from everything that
/// decides it, read now. Thread-safe.
public record BadgeFinder(Badges badges) {

    /// How many pages of candidates are read for one page of what stands so now. Where what is
    /// stored decides alone, one is all that its reading may cost.
    private static final int ROUNDS = 4;

    private static final int A_COUNTING_PAGE = 200;

    /// A badge, how it stands, and, unless something is missing, all that decides that.
    public record Found(Badge badge, BadgeState.Seen seen, @Nullable Situation situation) {}

    /// A page may be short, even empty, while `next` is set.
    public Page<Found> find(BadgeFilter filter, int most, Page.Cursor from) {
        List<Found> found = new ArrayList<>();
        int rounds = filter.byStoredAlone() ? 1 : ROUNDS;
        Page.Cursor at = from;
        for (int i = 0; i < rounds && found.size() < most; i++) {
            Page<Badge> page = badges.list(filter.query(), most - found.size(), at);
            see(page.items()).stream()
                    .filter(each -> filter.takes(each.seen()))
                    .forEach(found::add);
            at = page.next();
            if (at == null) {
                break;
            }
        }
        return new Page<>(found, at);
    }

    /// How many there are, counted up to `most` and as far as one call's reading goes.
    public Count count(BadgeFilter filter, int most) {
        if (filter.byStoredAlone()) {
            return badges.count(filter.query(), most);
        }
        long count = 0;
        Page.Cursor at = Page.Cursor.START;
        for (int i = 0; i < ROUNDS && at != null && count <= most; i++) {
            Page<Found> page = find(filter, A_COUNTING_PAGE, at);
            count += page.items().size();
            at = page.next();
        }
        return new Count(Math.min(count, most), at != null || count > most);
    }

    /// Badges as they stand now, in the order given.
    public List<Found> see(List<Badge> all) {
        Map<BadgeId, Situation> situations =
                badges.situations(all.stream().map(Badge::id).toList());
        return all.stream().map(badge -> found(badge, situations.get(badge.id()))).toList();
    }

    /// Those of the badges that are there, as they stand now, in the order given.
    public List<Found> see(Collection<BadgeId> ids) {
        Map<BadgeId, Badge> there = badges.find(ids);
        return see(ids.stream().flatMap(id -> Stream.ofNullable(there.get(id))).toList());
    }

    public Found see(Badge badge) {
        return see(List.of(badge)).getFirst();
    }

    private static Found found(Badge badge, @Nullable Situation situation) {
        return situation == null
                ? new Found(badge, BadgeState.Seen.ORPHANED, null)
                : new Found(situation.badge(), BadgeState.of(situation), situation);
    }
}
