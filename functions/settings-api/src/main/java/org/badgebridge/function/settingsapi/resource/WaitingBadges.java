package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.view.JobView;
import org.badgebridge.function.settingsapi.view.WaitingView;
import org.badgebridge.jobs.JobRunner;
import org.badgebridge.port.DueBadges;
import org.badgebridge.port.Page;
import org.jspecify.annotations.Nullable;

/// The badges that wait in a hold of a connection or of one of its templates: how many they are,
/// and the job that lets them go on. Thread-safe.
final class WaitingBadges {

    /// Who decides whether to push needs the size, not the number.
    private static final int COUNT_UP_TO = 1000;

    private static final int PAGE = 100;
    private static final int MOST_PAGES = 20;

    private final DueBadges due;
    private final JobRunner runner;
    private final JobStarter starter;

    WaitingBadges(DueBadges due, JobRunner runner, JobStarter starter) {
        this.due = due;
        this.runner = runner;
        this.starter = starter;
    }

    WaitingView count(ConnectionId connection, @Nullable TemplateId template) {
        int badges = 0;
        Page.Cursor from = Page.Cursor.START;
        for (int pages = 0; pages < MOST_PAGES && badges < COUNT_UP_TO; pages++) {
            Page<BadgeId> page = due.waiting(connection, template, PAGE, from);
            badges += page.items().size();
            Page.Cursor next = page.next();
            if (next == null) {
                return new WaitingView(badges, false);
            }
            from = next;
        }
        return new WaitingView(badges, true);
    }

    /// Looks again at what waits: what nothing holds any more goes on.
    JobView release(ConnectionId connection, @Nullable TemplateId template, Call call) {
        return starter.start(
                call, (who, deadline) -> runner.release(connection, template, who, deadline));
    }

    /// Lets out what waits, also where the connection does not push by itself.
    JobView push(ConnectionId connection, Call call) {
        return starter.start(
                call, (who, deadline) -> runner.pushWaiting(connection, who, deadline));
    }
}
