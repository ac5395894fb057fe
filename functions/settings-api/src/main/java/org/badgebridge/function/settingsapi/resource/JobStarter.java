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
    private static final Duration PATIENCE_WITH_PROVIDERS = Duration.ofSeconds(24);

    /// One of the job runner's starters, with who asks for it.
    interface Start {
        Job by(String who, Deadline deadline);
    }

    JobView start(Call call, Start start) {
        return start(call, PATIENCE, List.of(start)).getFirst();
    }

    /// Starts several, which share the time: those that get none begin within a minute.
    List<JobView> start(Call call, List<Start> starts) {
        return start(call, PATIENCE, starts);
    }

    /// Starts some that ask a provider only while there is all the time that its answer may take.
    List<JobView> startReading(Call call, List<Start> starts) {
        return start(call, PATIENCE_WITH_PROVIDERS, starts);
    }

    private List<JobView> start(Call call, Duration patience, List<Start> starts) {
        Duration left = call.deadline().left();
        Deadline now = Deadline.in(left.compareTo(patience) < 0 ? left : patience, clock);
        return starts.stream().map(each -> JobView.of(each.by(call.who(), now))).toList();
    }
}
