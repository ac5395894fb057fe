package org.badgebridge.settle;

import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.DueBadges;
import org.badgebridge.port.DueBadges.Due;
import org.badgebridge.port.SettleQueue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Sends every badge that is due to be looked at. The net under every lost message. Thread-safe.
public final class Waker {

    /// Until when a badge that was woken is left alone, should its message be lost too.
    static final Duration AGAIN = Duration.ofMinutes(15);

    private static final int PAGE = 100;
    private static final Duration ENOUGH_FOR_A_PAGE = Duration.ofSeconds(5);

    private final DueBadges due;
    private final SettleQueue queue;
    private final Accounts accounts;
    private final Clock clock;

    public Waker(DueBadges due, SettleQueue queue, Accounts accounts, Clock clock) {
        this.due = due;
        this.queue = queue;
        this.accounts = accounts;
        this.clock = clock;
    }

    /// Wakes what is due until nothing is or the deadline nears; answers how many. While everything
    /// is paused nothing is woken: it stays due.
    ///
    /// Shards are walked at once. One that fails lets the others finish, then its failure is
    /// thrown.
    public int wake(Deadline deadline) {
        if (accounts.paused()) {
            return 0;
        }
        List<Callable<Integer>> shards = new ArrayList<>();
        for (int shard = 0; shard < due.shards(); shard++) {
            int each = shard;
            shards.add(() -> wake(each, deadline));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return total(threads.invokeAll(shards));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waking badges", e);
        }
    }

    private static int total(List<Future<Integer>> shards) throws InterruptedException {
        int total = 0;
        ExecutionException failure = null;
        for (Future<Integer> shard : shards) {
            try {
                total += shard.get();
            } catch (ExecutionException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw new IllegalStateException("a shard of due badges was not woken", failure);
        }
        return total;
    }

    private int wake(int shard, Deadline deadline) {
        int woken = 0;
        while (deadline.allows(ENOUGH_FOR_A_PAGE)) {
            Instant now = clock.instant();
            List<Due> page = due.due(shard, now, PAGE);
            List<BadgeId> moved =
                    page.stream()
                            .filter(each -> due.moved(each, now.plus(AGAIN)))
                            .map(Due::badge)
                            .toList();
            queue.send(moved);
            woken += moved.size();
            if (page.size() < PAGE || moved.isEmpty()) {
                return woken;
            }
        }
        return woken;
    }
}
