package org.badgebridge.simulator.credly;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.SimulatorJson;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Posts events to the organization's address until it answers exactly 200, at growing intervals up
/// to 25 days (sheet section 8.5). What was not delivered when the simulator stopped is tried again
/// from the start of the schedule.
final class Webhooks implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long REORDER_WAIT_MS = 1500;
    private static final int REMEMBERED = 1000;
    private static final List<Duration> WAITS = waits();

    private final CredlyStore store;
    private final Documents documents;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("simulated-webhooks").factory());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build();
    private final Deque<WebhookAttempt> attempts = new ArrayDeque<>();
    private volatile WebhookPlan plan = WebhookPlan.faithful();
    private @Nullable Event held;

    Webhooks(CredlyStore store, Documents documents) {
        this.store = store;
        this.documents = documents;
    }

    void resume() {
        store.read(() ->
                        store.events().stream()
                                .filter(e -> e.delivery() == Event.Delivery.PENDING)
                                .toList())
                .forEach(this::send);
    }

    WebhookPlan plan() {
        return plan;
    }

    void plan(WebhookPlan other) {
        plan = other;
    }

    synchronized List<WebhookAttempt> attempts() {
        return List.copyOf(attempts);
    }

    synchronized void forgetAttempts() {
        attempts.clear();
    }

    void send(Event event) {
        if (!plan.reorder()) {
            later(event, 1, plan.delayMs());
            return;
        }
        Event earlier;
        synchronized (this) {
            earlier = held;
            held = earlier == null ? event : null;
        }
        if (earlier == null) {
            schedule(() -> release(event), plan.delayMs() + REORDER_WAIT_MS);
        } else {
            later(
                    () -> {
                        attempt(event, 1);
                        attempt(earlier, 1);
                    },
                    plan.delayMs());
        }
    }

    private void release(Event event) {
        synchronized (this) {
            if (!event.equals(held)) {
                return;
            }
            held = null;
        }
        later(event, 1, 0);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        http.shutdownNow();
        threads.close();
    }

    private void later(Event event, int number, long milliseconds) {
        later(() -> attempt(event, number), milliseconds);
    }

    private void later(Runnable attempts, long milliseconds) {
        schedule(() -> threads.execute(attempts), milliseconds);
    }

    private void schedule(Runnable task, long milliseconds) {
        try {
            var _ = timer.schedule(task, milliseconds, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            // Undelivered events stay marked as pending and are resumed at the next start.
        }
    }

    private void attempt(Event event, int number) {
        @Nullable String url =
                store.read(() -> {
                    Organization owner = store.organization(event.organizationId());
                    return owner == null ? null : owner.webhookUrl();
                });
        if (url == null) {
            mark(event, Event.Delivery.GIVEN_UP);
            return;
        }
        if (post(event, url, number)) {
            mark(event, Event.Delivery.DELIVERED);
            for (int copy = 1; copy <= plan.duplicates(); copy++) {
                post(event, url, number + copy);
            }
        } else if (number <= WAITS.size()) {
            double wait = WAITS.get(number - 1).toMillis() * plan.timeScale();
            later(event, number + 1, Math.max(1, Math.round(wait)));
        } else {
            mark(event, Event.Delivery.GIVEN_UP);
        }
    }

    private boolean post(Event event, String url, int number) {
        @Nullable Integer status = null;
        @Nullable String error = null;
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url))
                            .timeout(TIMEOUT)
                            .header("Content-Type", "application/json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            SimulatorJson.text(documents.webhook(event))))
                            .build();
            status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            error = e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            error = e.toString();
        }
        synchronized (this) {
            if (attempts.size() == REMEMBERED) {
                attempts.removeFirst();
            }
            attempts.addLast(
                    new WebhookAttempt(
                            event.id(),
                            event.eventType(),
                            url,
                            number,
                            status,
                            error,
                            store.now()));
        }
        return status != null && status == 200;
    }

    private void mark(Event event, Event.Delivery delivery) {
        store.change(() -> {
            if (store.event(event.id()) != null) {
                store.put(event.with(delivery));
            }
            return Answer.empty(204);
        });
    }

    private static List<Duration> waits() {
        var waits = new ArrayList<Duration>();
        waits.add(Duration.ofSeconds(10));
        waits.add(Duration.ofMinutes(1));
        waits.add(Duration.ofMinutes(5));
        waits.add(Duration.ofMinutes(30));
        waits.add(Duration.ofHours(2));
        waits.add(Duration.ofHours(6));
        waits.add(Duration.ofHours(12));
        for (int day = 1; day <= 24; day++) {
            waits.add(Duration.ofDays(1));
        }
        return List.copyOf(waits);
    }
}
