package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.view.JobView;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Jobs.Job;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Starts jobs for the person who calls. A small one is done when the call is answered; of a large
/// one the first part, so that nobody waits for long. Thread-safe.
record JobStarter(Clock clock) {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /// One of the job runner's starters, with who asks for it.
    interface Start {
        Job by(String who, Deadline deadline);
    }

    JobView start(Call call, Start start) {
        return JobView.of(start.by(call.who(), now(call)));
    }

    /// Starts several, which share the time: those that get none begin within a minute.
    List<JobView> start(Call call, List<Start> starts) {
        Deadline now = now(call);
        return starts.stream().map(each -> JobView.of(each.by(call.who(), now))).toList();
    }

    private Deadline now(Call call) {
        Duration left = call.deadline().left();
        return Deadline.in(left.compareTo(PATIENCE) < 0 ? left : PATIENCE, clock);
    }
}
