package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.view.JobView;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Jobs.Job;

import java.time.Clock;
import java.time.Duration;

/// Starts jobs for the person who calls. A small one is done when the call is answered; of a large
/// one the first part, so that nobody waits for long. Thread-safe.
record JobStarter(Clock clock) {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /// One of the job runner's starters, with who asks for it.
    interface Start {
        Job by(String who, Deadline deadline);
    }

    JobView start(Call call, Start start) {
        Duration left = call.deadline().left();
        Duration now = left.compareTo(PATIENCE) < 0 ? left : PATIENCE;
        return JobView.of(start.by(call.who(), Deadline.in(now, clock)));
    }
}
