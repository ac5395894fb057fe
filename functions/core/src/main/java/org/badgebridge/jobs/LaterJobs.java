package org.badgebridge.jobs;

import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.port.Jobs;
import org.badgebridge.port.Jobs.Job;
import org.badgebridge.port.Jobs.Kind;
import org.badgebridge.port.Jobs.State;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/// Files jobs that housekeeping takes up within a minute, for whoever has no time to run them.
/// Thread-safe.
public final class LaterJobs {

    private final Jobs jobs;
    private final Supplier<String> newId;
    private final Clock clock;

    public LaterJobs(Jobs jobs, Supplier<String> newId, Clock clock) {
        this.jobs = jobs;
        this.newId = newId;
        this.clock = clock;
    }

    /// Asks for settling of what waits for a template that may be issued again.
    public void release(TemplateId template) {
        Instant now = clock.instant();
        Job job =
                new Job(
                        newId.get(),
                        Kind.RELEASE,
                        State.RUNNING,
                        Map.of(
                                JobRunner.CONNECTION,
                                template.connection().value(),
                                Release.TEMPLATE,
                                template.toString()),
                        null,
                        Map.of(),
                        null,
                        null,
                        "provider",
                        now,
                        now,
                        0);
        if (!jobs.store(job)) {
            throw new IllegalStateException("a job of this id exists");
        }
    }
}
