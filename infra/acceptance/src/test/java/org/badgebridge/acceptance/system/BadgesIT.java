package org.badgebridge.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.acceptance.system.Academy.COURSE;
import static org.badgebridge.acceptance.system.Academy.PATIENCE;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.simulator.credly.Badge;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What a platform says becomes of badges at the provider.
@WithWorld
final class BadgesIT {

    private static final Instant JANUARY = Instant.parse("2026-01-15T09:30:00Z");
    private static final Instant FEBRUARY = Instant.parse("2026-02-15T09:30:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-15T09:30:00Z");

    private final World world;

    BadgesIT(World world) {
        this.world = world;
    }

    @Test
    void certificateBecomesOneBadgeWithWhatItSays() throws InterruptedException {
        Academy academy = world.academy();
        Instant end = Instant.parse("2029-01-15T00:00:00Z");
        Certificate certificate = new Certificate("c-1001", "ada", COURSE, JANUARY, end);

        academy.post(certificate.issued());
        JsonNode seen = academy.badge("issued");

        assertThat(academy.issued()).hasSize(1);
        Badge badge = academy.issued().getFirst();
        assertThat(badge.badgeTemplateId()).isEqualTo(academy.template().id());
        assertThat(badge.recipient().email()).isEqualTo(Certificate.email("ada"));
        assertThat(badge.recipient().firstName()).isEqualTo("Ada");
        assertThat(badge.recipient().lastName()).isEqualTo("Example");
        assertThat(badge.recipient().issuerEarnerId()).isNotBlank().doesNotContain("ada");
        assertThat(badge.terms().issuedAt()).isEqualTo(JANUARY);
        assertThat(badge.terms().expiresAt()).isEqualTo(end);
        assertThat(badge.terms().evidence().toString()).contains(certificate.url());
        assertThat(seen.path("provider_badge_id").asText()).isEqualTo(badge.id());
        assertThat(Academy.history(seen)).contains("issue done");
    }

    @Test
    void sameDeliveryTwentyTimesAtOnceMakesOneBadge() throws Exception {
        Academy academy = world.academy();
        String event = Certificate.of("ada", COURSE, JANUARY).issued();

        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                answers.add(threads.submit(() -> academy.platform().post("same", event)));
            }
        }
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(200);
        }
        settled(academy);

        assertThat(academy.badges()).hasSize(1);
        assertThat(academy.issued()).hasSize(1);
    }

    /// Every one of twenty messages was worked on when the queues are empty.
    private void settled(Academy academy) throws InterruptedException {
        academy.badge("issued");
        Await.until(PATIENCE, world::messagesWaiting, waiting -> waiting == 0);
    }

    @Test
    void revokedCertificateEndsTheBadge() throws InterruptedException {
        Academy academy = world.academy();
        Certificate certificate = Certificate.of("ada", COURSE, JANUARY);
        academy.post(certificate.issued());
        academy.badge("issued");

        academy.post(certificate.revoked(FEBRUARY));
        academy.badge("revoked");

        assertThat(academy.issued()).hasSize(1);
        assertThat(academy.live()).isEmpty();
    }

    @Test
    void revocationThatArrivesFirstStillEndsTheCertificate() throws InterruptedException {
        Academy academy = world.academy();
        Certificate certificate = Certificate.of("ada", COURSE, JANUARY);

        academy.post(certificate.revoked(FEBRUARY));
        academy.awarded(1);
        academy.post(certificate.issued());
        academy.awarded(2);

        assertThat(academy.badges())
                .allSatisfy(
                        badge -> assertThat(badge.path("wanted").asText()).isEqualTo("revoked"));
        assertThat(academy.issued()).isEmpty();
    }

    @Test
    void orderOfArrivalDecidesNothing() throws InterruptedException {
        Academy academy = world.academy();
        List<List<Integer>> orders =
                List.of(
                        List.of(0, 1, 2),
                        List.of(0, 2, 1),
                        List.of(1, 0, 2),
                        List.of(1, 2, 0),
                        List.of(2, 0, 1),
                        List.of(2, 1, 0));
        for (int step = 0; step < 3; step++) {
            for (int learner = 0; learner < orders.size(); learner++) {
                academy.post(history("learner-" + learner).get(orders.get(learner).get(step)));
            }
            academy.awarded((step + 1) * orders.size());
        }

        Await.until(
                PATIENCE,
                academy::badges,
                badges ->
                        badges.size() == orders.size()
                                && badges.stream()
                                        .allMatch(b -> b.path("state").asText().equals("issued")));

        assertThat(academy.live())
                .extracting(badge -> badge.recipient().email())
                .hasSize(orders.size())
                .doesNotHaveDuplicates();
    }

    /// Passed, taken back, passed again.
    private static List<String> history(String learner) {
        Certificate first = Certificate.of(learner, COURSE, JANUARY);
        Certificate again = Certificate.of(learner, COURSE, MARCH);
        return List.of(first.issued(), first.revoked(FEBRUARY), again.issued());
    }

    @Test
    void logsTellNothingOfLearnersAndSecrets() throws InterruptedException {
        Academy academy = world.academy();
        academy.post(Certificate.of("grace", COURSE, JANUARY).issued());
        academy.badge("issued");

        assertThat(world.log())
                .contains("\"route\"")
                .doesNotContain(
                        Certificate.email("grace"),
                        "Example",
                        academy.platform().secret(),
                        academy.token().token());
    }
}
