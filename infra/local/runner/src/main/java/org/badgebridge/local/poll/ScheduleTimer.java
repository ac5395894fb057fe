package org.badgebridge.local.poll;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.local.engine.Endpoints;
import org.badgebridge.local.function.FunctionHost;
import org.badgebridge.local.template.Trigger;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// Calls a function by the clock. A call that is still running delays no later one, as in Lambda.
public final class ScheduleTimer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// A rate counts from the deployment; a machine that was just started should not wait that
    /// long.
    private static final Duration FIRST_OF_A_RATE = Duration.ofSeconds(1);

    private final Trigger.Schedule schedule;
    private final FunctionHost function;
    private final Timetable timetable;
    private final Clock clock;
    private final Supplier<String> ids;
    private final String region;
    private final Thread thread;

    private ScheduleTimer(
            Trigger.Schedule schedule,
            FunctionHost function,
            Clock clock,
            Supplier<String> ids,
            String region) {
        this.schedule = schedule;
        this.function = function;
        this.timetable = Timetable.of(schedule.expression());
        this.clock = clock;
        this.ids = ids;
        this.region = region;
        this.thread =
                Thread.ofVirtual()
                        .name("schedule " + function.function().logicalId())
                        .unstarted(this::run);
    }

    /// Begins to keep time.
    public static ScheduleTimer start(
            Trigger.Schedule schedule,
            FunctionHost function,
            Clock clock,
            Supplier<String> ids,
            String region) {
        ScheduleTimer timer = new ScheduleTimer(schedule, function, clock, ids, region);
        timer.thread.start();
        return timer;
    }

    private void run() {
        Instant now = clock.instant();
        Optional<Instant> next =
                switch (timetable) {
                    case Timetable.Rate _ -> Optional.of(now.plus(FIRST_OF_A_RATE));
                    case Timetable.Cron cron -> cron.next(now);
                };
        try {
            while (next.isPresent()) {
                Instant due = next.get();
                Duration wait = Duration.between(clock.instant(), due);
                if (wait.isPositive()) {
                    Thread.sleep(wait);
                }
                Thread.ofVirtual().name("scheduled").start(() -> call(due));
                next = timetable.next(due);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void call(Instant due) {
        try {
            function.invoke(
                    event(due).getBytes(StandardCharsets.UTF_8), function.function().timeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String event(Instant due) {
        String input = schedule.input();
        if (input != null) {
            return input;
        }
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "0")
                .put("id", ids.get())
                .put("detail-type", "Scheduled Event")
                .put("source", "aws.events")
                .put("account", Endpoints.ACCOUNT)
                .put("time", due.toString())
                .put("region", region);
        event.putArray("resources")
                .add(
                        "arn:aws:events:"
                                + region
                                + ":"
                                + Endpoints.ACCOUNT
                                + ":rule/"
                                + schedule.name());
        event.putObject("detail");
        return event.toString();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
