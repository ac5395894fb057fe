package org.badgebridge.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.acceptance.system.Academy.COURSE;

import org.badgebridge.simulator.credly.Badge;
import org.badgebridge.simulator.credly.CredlySimulator;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Nothing that was acknowledged is lost, and nothing is issued twice, when the whole system dies
/// in the middle of its work: engines, queues and functions at once. It waits longest, and so comes
/// first.
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
final class KilledSystemIT {

    private static final int CERTIFICATES = 150;
    private static final int PLATFORM_THREADS = 4;
    private static final Instant JANUARY = Instant.parse("2026-01-15T09:30:00Z");

    /// A claim stands for 90 seconds, whatever became of its worker.
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final AtomicInteger acknowledged = new AtomicInteger();

    @Test
    void everyAcknowledgedCertificateHasOneBadgeAfterTwoKills(@TempDir Path folder)
            throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        try (CredlySimulator simulator = CredlySimulator.start(0);
                ExecutorService threads = Executors.newFixedThreadPool(PLATFORM_THREADS)) {
            SystemProcess.Home home =
                    new SystemProcess.Home(
                            ImpatientTemplate.writtenTo(folder),
                            folder.resolve("data"),
                            simulator.url());
            SystemProcess system = SystemProcess.start(home, 0);
            try {
                Academy academy = academy(system, simulator);
                List<Future<?>> posts =
                        IntStream.range(0, CERTIFICATES)
                                .<Future<?>>mapToObj(i -> threads.submit(() -> post(academy, i)))
                                .toList();
                for (int kills = 1; kills <= 2; kills++) {
                    int moment = CERTIFICATES * kills / 4 + random.nextInt(CERTIFICATES / 4);
                    Await.until(PATIENCE, acknowledged::get, posted -> posted >= moment);
                    // Anywhere in what follows an acknowledgement.
                    Thread.sleep(Duration.ofMillis(random.nextInt(500)));
                    system.kill();
                    system = SystemProcess.start(home, system.url().getPort());
                }
                for (Future<?> post : posts) {
                    post.get();
                }

                Await.until(PATIENCE, academy::live, live -> live.size() >= CERTIFICATES);
                Await.until(PATIENCE, () -> issued(academy), count -> count == CERTIFICATES);
            } finally {
                system.close();
            }
            assertThat(simulator.control().badges())
                    .as("seed %d", seed)
                    .filteredOn(Badge::isLive)
                    .extracting(badge -> badge.recipient().email())
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, CERTIFICATES)
                                    .mapToObj(i -> Certificate.email("learner-" + i))
                                    .toList());
        }
    }

    private static long issued(Academy academy) {
        return academy.badges().stream()
                .filter(badge -> badge.path("state").asText().equals("issued"))
                .count();
    }

    private static Academy academy(SystemProcess system, CredlySimulator simulator)
            throws InterruptedException {
        return Academy.found(
                "killed",
                new SettingsApi(system.url(), World.ADMIN_TOKEN),
                system.url(),
                simulator.url(),
                simulator.control());
    }

    /// Posts as platforms do: again, until it is acknowledged.
    private void post(Academy academy, int number) {
        String event = Certificate.of("learner-" + number, COURSE, JANUARY).issued();
        while (!delivered(academy, number, event)) {
            try {
                Thread.sleep(Duration.ofMillis(200));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        acknowledged.incrementAndGet();
    }

    private static boolean delivered(Academy academy, int number, String event) {
        try {
            return academy.platform().post("delivery-" + number, event) == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
