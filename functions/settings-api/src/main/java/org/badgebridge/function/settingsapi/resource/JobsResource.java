package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.JobView;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.port.Imports;
import org.badgebridge.port.Jobs;
import org.badgebridge.port.Jobs.Job;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;

/// Long work that admins asked for.
record JobsResource(Jobs jobs, Imports imports, Clock clock) implements Resource {

    /// Its worker writes between two chunks; so often it is not faster than us.
    private static final int MOST_TRIES = 5;

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/jobs", this::list),
                Route.get("/jobs/{id}", this::read),
                Route.delete("/jobs/{id}", this::cancel));
    }

    private Answer list(Call call) {
        call.only();
        return Answer.ok(
                PageView.all(
                        jobs.all().stream()
                                .sorted(
                                        Comparator.comparing(Job::createdAt)
                                                .thenComparing(Job::id)
                                                .reversed())
                                .map(JobView::of)
                                .toList()));
    }

    private Answer read(Call call) {
        Job job = job(call);
        return Answer.ok(JobView.of(job), job.version());
    }

    private Answer cancel(Call call) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Job job = job(call);
            switch (job.state()) {
                case CANCELLED -> {
                    forget(job);
                    return Answer.ok(JobView.of(job), job.version());
                }
                case DONE, FAILED -> throw Problem.conflict("The job has ended already.").refusal();
                case RUNNING -> {
                    refuseHalfAnErasure(job);
                    Job cancelled = cancelled(job, call.who());
                    if (jobs.store(cancelled)) {
                        forget(job);
                        return Answer.ok(JobView.of(cancelled), cancelled.version() + 1);
                    }
                }
            }
        }
        throw Problem.changedMeanwhile().refusal();
    }

    private static void refuseHalfAnErasure(Job job) {
        if (job.kind() == Jobs.Kind.ERASE) {
            throw Problem.conflict(
                            "An erasure cannot be cancelled: what is gone is gone, and the rest is"
                                    + " of somebody who was promised to be erased.")
                    .refusal();
        }
    }

    /// What a file that was being imported says of people. On repetition too: the first time we may
    /// have stopped before it.
    private void forget(Job job) {
        if (job.kind() == Jobs.Kind.IMPORT) {
            imports.remove(job.id());
        }
    }

    private Job cancelled(Job job, String who) {
        return new Job(
                job.id(),
                job.kind(),
                Jobs.State.CANCELLED,
                job.parameters(),
                job.cursor(),
                job.counts(),
                "Cancelled by %s.".formatted(who),
                null,
                job.startedBy(),
                job.createdAt(),
                clock.instant(),
                job.version());
    }

    private Job job(Call call) {
        Job job =
                jobs.find(call.path().getOrDefault("id", ""))
                        .orElseThrow(() -> Problem.notFound("job").refusal());
        call.expect(job.version());
        return job;
    }
}
