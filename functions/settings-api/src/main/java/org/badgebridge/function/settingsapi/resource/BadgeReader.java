package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeState;
import org.badgebridge.domain.badge.Situation;
import org.badgebridge.function.settingsapi.view.BadgeView;
import org.badgebridge.port.Badges;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Sees badges in the state that the worker would find them in: from everything that decides it,
/// read now. Thread-safe.
record BadgeReader(Badges badges) {

    private static final BadgeState.Seen ORPHANED =
            new BadgeState.Seen(
                    BadgeState.HELD,
                    "Its template, connection or learner is not there any more. Nothing is done"
                            + " with it.");

    BadgeView view(Badge badge) {
        Optional<Situation> situation = badges.situation(badge.id());
        return BadgeView.of(situation.map(Situation::badge).orElse(badge), seen(situation));
    }

    BadgeView withHistory(Badge badge) {
        Optional<Situation> situation = badges.situation(badge.id());
        return BadgeView.of(
                situation.map(Situation::badge).orElse(badge),
                seen(situation),
                badges.history(badge.id()));
    }

    static BadgeState.Seen seen(Optional<Situation> situation) {
        return situation.map(BadgeState::of).orElse(ORPHANED);
    }

    /// All at once, in the order given.
    List<BadgeView> views(List<Badge> all) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<BadgeView>> running =
                    all.stream().map(badge -> threads.submit(() -> view(badge))).toList();
            return running.stream().map(BadgeReader::joined).toList();
        }
    }

    private static BadgeView joined(Future<BadgeView> view) {
        try {
            return view.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a badge could not be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading badges", e);
        }
    }
}
