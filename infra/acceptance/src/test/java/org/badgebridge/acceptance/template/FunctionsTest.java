package org.badgebridge.acceptance.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.acceptance.SamTemplate.FUNCTION;
import static org.badgebridge.acceptance.SamTemplate.LOG_GROUP;
import static org.badgebridge.acceptance.SamTemplate.ROLE;
import static org.badgebridge.acceptance.SamTemplate.environment;
import static org.badgebridge.acceptance.SamTemplate.events;
import static org.badgebridge.acceptance.SamTemplate.ids;
import static org.badgebridge.acceptance.SamTemplate.properties;
import static org.badgebridge.acceptance.SamTemplate.referred;
import static org.badgebridge.acceptance.SamTemplate.resource;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.acceptance.Repository;
import org.badgebridge.acceptance.SamTemplate;
import org.badgebridge.settle.Settler;
import org.badgebridge.wiring.KnownProviders;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Functions, and what calls them.
final class FunctionsTest {

    private static final Pattern JAR =
            Pattern.compile("\\.\\./functions/([a-z-]+)/target/\\1\\.jar");

    private static final Pattern HANDLER = Pattern.compile("([\\w.]+)::handleRequest");

    @Test
    void everyFunctionHasARoleOfItsOwn() {
        List<String> roles =
                ids(FUNCTION).stream().map(id -> referred(properties(id).path("Role"))).toList();

        assertThat(roles).doesNotHaveDuplicates().isSubsetOf(ids(ROLE));
    }

    @Test
    void everyFunctionHasALogGroupOfItsOwn() {
        List<String> logs =
                ids(FUNCTION).stream()
                        .map(id -> referred(properties(id).path("LoggingConfig").path("LogGroup")))
                        .toList();

        assertThat(logs).doesNotHaveDuplicates().isSubsetOf(ids(LOG_GROUP));
    }

    @Test
    void logsAreNotKeptForEver() {
        assertThat(ids(LOG_GROUP))
                .isNotEmpty()
                .allSatisfy(id ->
                        assertThat(properties(id).path("RetentionInDays").asInt()).isPositive());
    }

    @Test
    void everyFunctionSaysHowLongItMayRun() {
        assertThat(ids(FUNCTION))
                .isNotEmpty()
                .allSatisfy(id -> assertThat(timeout(id)).isPositive());
    }

    /// Otherwise an admin's browser is told of a gateway's timeout and our log of nothing.
    @Test
    void whatAnswersHttpEndsBeforeTheGatewayGivesUp() {
        assertThat(ids(FUNCTION).stream().filter(id -> !events(id, "HttpApi").isEmpty()))
                .isNotEmpty()
                .allSatisfy(id -> assertThat(timeout(id)).isLessThan(Duration.ofSeconds(30)));
    }

    @Test
    void codeIsTheJarOfAModuleAndTheHandlerIsInIt() {
        assertThat(ids(FUNCTION))
                .isNotEmpty()
                .allSatisfy(id -> {
                    Matcher code = JAR.matcher(properties(id).path("CodeUri").asText());
                    Matcher handler = HANDLER.matcher(properties(id).path("Handler").asText());
                    assertThat(code).matches();
                    assertThat(handler).matches();
                    String source =
                            "functions/%s/src/main/java/%s.java"
                                    .formatted(code.group(1), handler.group(1).replace('.', '/'));
                    assertThat(Repository.path(source)).isRegularFile();
                });
    }

    @Test
    void onlyWebhooksHealthAndTheConsolesFilesAreOpen() {
        List<String> open =
                ids(FUNCTION).stream()
                        .flatMap(id -> events(id, "HttpApi").stream())
                        .filter(route -> !route.path("Auth").isMissingNode())
                        .map(route ->
                                route.path("Method").asText() + " " + route.path("Path").asText())
                        .toList();

        assertThat(open)
                .containsExactlyInAnyOrder(
                        "POST /webhooks/certificates/{source}",
                        "POST /webhooks/certificates/{source}/{key}",
                        "POST /webhooks/credly/{connection}/{key}",
                        "GET /health",
                        "GET /",
                        "GET /console/{proxy+}");
    }

    @Test
    void providersWebhookIsThrottledBelowThatOfThePlatforms() {
        JsonNode routes = properties("WebhookApi").path("RouteSettings");
        JsonNode credly = routes.path("POST /webhooks/credly/{connection}/{key}");
        JsonNode platforms = routes.path("POST /webhooks/certificates/{source}");

        for (String limit : List.of("ThrottlingRateLimit", "ThrottlingBurstLimit")) {
            assertThat(credly.path(limit).asInt())
                    .isPositive()
                    .isLessThan(platforms.path(limit).asInt());
        }
    }

    /// A forged post leaves a count and nothing else, so somebody must count.
    @Test
    void everyOutcomeOfTheProvidersWebhookIsCounted() {
        JsonNode filter = properties("ProviderWebhookOutcomes");
        JsonNode metric = filter.path("MetricTransformations").path(0);

        assertThat(referred(filter.path("LogGroupName"))).isEqualTo("ProviderWebhookLogs");
        assertThat(filter.path("FilterPattern").asText()).isEqualTo("{ $.event = \"webhook\" }");
        assertThat(metric.path("MetricValue").asText()).isEqualTo("1");
        assertThat(metric.path("Dimensions").path(0).path("Value").asText()).isEqualTo("$.outcome");
    }

    @Test
    void callEndsBeforeItsFunctionAndTheFunctionBeforeItsClaim() {
        assertThat(KnownProviders.DEADLINE).isLessThan(timeout("BadgeIssuer"));
        assertThat(timeout("BadgeIssuer")).isLessThan(Settler.LEASE);
    }

    @Test
    void everyWorkerKnowsHowManyShareAPace() {
        JsonNode settle = events("BadgeIssuer", "SQS").getFirst();

        assertThat(environment("BadgeIssuer").path("SETTLE_CONCURRENCY").asInt())
                .isEqualTo(settle.path("ScalingConfig").path("MaximumConcurrency").asInt());
    }

    @Test
    void housekeepingRunsEveryMinuteAndNeverLonger() {
        JsonNode schedule = events("Housekeeping", "Schedule").getFirst();

        assertThat(schedule.path("Schedule").asText()).isEqualTo("rate(1 minute)");
        assertThat(timeout("Housekeeping")).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void badgesAreReconciledAndTemplatesSyncedBySchedule() {
        assertThat(events("Housekeeping", "Schedule"))
                .extracting(schedule -> schedule.path("Input").asText())
                .containsExactlyInAnyOrder(
                        "{\"task\":\"wake\"}", "{\"task\":\"reconcile\"}", "{\"task\":\"sync\"}");
    }

    @Test
    void whatIsKeptOutlivesTheStack() {
        assertThat(
                        List.of(SamTemplate.TABLE, SamTemplate.SECRET).stream()
                                .flatMap(type -> ids(type).stream()))
                .isNotEmpty()
                .allSatisfy(id -> {
                    assertThat(resource(id).path("DeletionPolicy").asText()).isEqualTo("Retain");
                    assertThat(resource(id).path("UpdateReplacePolicy").asText())
                            .isEqualTo("Retain");
                });
    }

    static Duration timeout(String function) {
        return Duration.ofSeconds(properties(function).path("Timeout").asInt());
    }
}
