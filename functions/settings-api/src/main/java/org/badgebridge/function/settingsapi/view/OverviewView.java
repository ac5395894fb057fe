package org.badgebridge.function.settingsapi.view;

import org.badgebridge.domain.badge.FailureCause;
import org.badgebridge.port.Count;
import org.badgebridge.port.Days;
import org.badgebridge.port.Queues;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// What an admin wants to know at a glance. `oldestWaitingAt` is when the badge that is longest
/// overdue was to be looked at. Days are of UTC, the last one is today.
public record OverviewView(
        boolean paused,
        CountsView counts,
        List<QueueView> queues,
        @Nullable Instant oldestWaitingAt,
        int runningJobs,
        List<ConnectionLine> connections,
        List<SourceLine> sources,
        Count coursesUnmapped,
        List<DayView> days,
        List<FailureView> failures,
        SetUpView setUp) {

    /// Badges by phase.
    public record CountsView(Count failed, Count open, Count issued, Count revoked) {}

    /// How many messages wait, are being worked, and were given up.
    public record QueueView(String name, int waiting, int inFlight, int dead) {

        public static QueueView of(Queues.Name name, Queues.Depth depth) {
            return new QueueView(name.word(), depth.waiting(), depth.inFlight(), depth.dead());
        }
    }

    /// One connection: whether calls can be made, else why not and since when, and what waits
    /// behind it.
    public record ConnectionLine(
            String id,
            String name,
            boolean enabled,
            boolean ok,
            @Nullable String trouble,
            @Nullable Instant since,
            @Nullable Instant tokenSavedAt,
            WaitingView waiting) {}

    /// One source, and what became of its last posts.
    public record SourceLine(
            String id,
            String name,
            @Nullable Instant lastPostAt,
            @Nullable String lastVerdict,
            @Nullable Instant lastRejectedAt) {}

    public record DayView(String day, long issued, long accepted, long revoked, long failed) {

        public static DayView of(LocalDate day, Days.Counts counts) {
            return new DayView(
                    day.toString(),
                    counts.issued(),
                    counts.accepted(),
                    counts.revoked(),
                    counts.failed());
        }
    }

    /// Badges that failed for one cause; `filter` finds them.
    public record FailureView(
            String code, String title, String remedy, long count, boolean more, FilterView filter) {

        public static FailureView of(FailureCause cause, Count count) {
            return new FailureView(
                    cause.code(),
                    cause.title(),
                    cause.remedy(),
                    count.count(),
                    count.more(),
                    new FilterView("failed", cause.code()));
        }
    }

    public record FilterView(String state, String reason) {}

    /// The counts of everything that is set up.
    public record SetUpView(
            int connections, int sources, int templates, int activeTemplates, int mappings) {}
}
