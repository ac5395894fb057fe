package org.badgebridge.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.badgebridge.local.engine.AwsClients;
import org.badgebridge.local.function.Invocation;
import org.badgebridge.local.http.GivenTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// One system of toy functions, started once.
@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class LocalSystemTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir static Path folder;
    private static LocalSystem system;
    private static SqsClient sqs;

    @BeforeAll
    static void start() throws Exception {
        Path template;
        try (var text = LocalSystemTest.class.getResourceAsStream("/toy-template.yaml")) {
            template =
                    ToyDeployment.write(
                            folder,
                            new String(
                                    text.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
        Files.createDirectories(folder.resolve("out"));
        system =
                LocalSystem.start(
                        LocalOptions.of(
                                        template,
                                        GivenTokens.of("secret-token", Map.of("scope", "admin"))
                                                .and("other-token", Map.of("sub", "guest")))
                                .withParameters(
                                        Map.of(
                                                "Issuer",
                                                "https://issuer.example",
                                                "Folder",
                                                folder.resolve("out").toString()))
                                .withEnvironment(Map.of("GREETING", "hello from here"))
                                .withLog(_ -> {}));
        sqs = AwsClients.sqs(system.endpoints());
    }

    @AfterAll
    static void stop() {
        sqs.close();
        system.close();
    }

    @Test
    void requestArrivesAsPayloadFormatTwo() throws Exception {
        HttpResponse<String> answer =
                send(
                        request("/things/a%2Fb%20c?x=1&y=2&x=3%20")
                                .header("X-Twice", "one")
                                .header("X-Twice", "two")
                                .header("Cookie", "k=v; l=w")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"grüß\":1}")));

        JsonNode event = JSON.readTree(answer.body());
        assertThat(event.path("version").asText()).isEqualTo("2.0");
        assertThat(event.path("routeKey").asText()).isEqualTo("POST /things/{id}");
        assertThat(event.path("rawPath").asText()).isEqualTo("/things/a%2Fb%20c");
        assertThat(event.path("rawQueryString").asText()).isEqualTo("x=1&y=2&x=3%20");
        assertThat(event.at("/pathParameters/id").asText()).isEqualTo("a/b c");
        assertThat(event.at("/queryStringParameters/x").asText()).isEqualTo("1,3 ");
        assertThat(event.at("/headers/x-twice").asText()).isEqualTo("one,two");
        assertThat(event.path("headers").has("cookie")).isFalse();
        assertThat(event.path("cookies")).hasToString("[\"k=v\",\"l=w\"]");
        assertThat(event.path("body").asText()).isEqualTo("{\"grüß\":1}");
        assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
        assertThat(event.at("/requestContext/http/method").asText()).isEqualTo("POST");
        assertThat(event.at("/requestContext/http/sourceIp").asText()).isEqualTo("127.0.0.1");
        assertThat(event.at("/requestContext/stage").asText()).isEqualTo("$default");
        assertThat(event.path("requestContext").has("authorizer")).isFalse();
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    }

    @Test
    void bodyOfAnotherTypeArrivesInBase64() throws Exception {
        HttpResponse<String> answer =
                send(
                        request("/things/1")
                                .header("Content-Type", "application/octet-stream")
                                .POST(BodyPublishers.ofByteArray(new byte[] {0, 1, 2})));

        assertThat(JSON.readTree(answer.body()).path("body").asText()).isEqualTo("AAEC");
        assertThat(JSON.readTree(answer.body()).path("isBase64Encoded").asBoolean()).isTrue();
    }

    @Test
    void answerHasStatusHeadersCookiesAndDecodedBody() throws Exception {
        HttpResponse<byte[]> answer =
                HTTP.send(request("/teapot").build(), BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.headers().firstValue("content-type")).hasValue("image/x-pot");
        assertThat(answer.headers().firstValue("x-number")).hasValue("7");
        assertThat(answer.headers().allValues("set-cookie"))
                .containsExactlyInAnyOrder("a=1", "b=2");
        assertThat(answer.body()).containsExactly(0, 1, 2);
    }

    @Test
    void resultThatIsNoObjectIsTheBody() throws Exception {
        assertThat(send(request("/text")).body()).isEqualTo("Hello");
    }

    @Test
    void unknownRouteIsNotFound() throws Exception {
        HttpResponse<String> answer = send(request("/nowhere/at/all"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Not Found\"}");
    }

    @Test
    void failureAndMalformedAnswerAreServerErrors() throws Exception {
        assertThat(send(request("/fail")).statusCode()).isEqualTo(500);
        assertThat(send(request("/malformed")).body())
                .isEqualTo("{\"message\":\"Internal Server Error\"}");
        assertThat(system.health("Echo").failures()).isPositive();
        assertThat(system.health("Echo").lastFailure()).contains("IllegalArgumentException");
    }

    @Test
    void tooLargeABodyIsRefused() throws Exception {
        HttpResponse<String> answer =
                send(
                        request("/things/1")
                                .POST(BodyPublishers.ofByteArray(new byte[10 * 1024 * 1024 + 1])));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void guardedRouteIsClosedWithoutTheToken() throws Exception {
        assertThat(send(request("/admin/x")).statusCode()).isEqualTo(401);
        HttpResponse<String> wrong =
                send(request("/admin/x").header("Authorization", "Bearer secret-tokem"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
    }

    @Test
    void everyTokenHasItsOwnClaims() throws Exception {
        HttpResponse<String> answer =
                send(request("/admin/x").header("Authorization", "Bearer other-token"));

        assertThat(answer.body()).startsWith("guest|null|");
    }

    @Test
    void guardedRouteGetsClaimsEnvironmentContextAndEndpoints() throws Exception {
        HttpResponse<String> answer =
                send(request("/admin/x").header("Authorization", "Bearer secret-token"));

        assertThat(answer.body())
                .isEqualTo(
                        String.join(
                                "|",
                                "local-admin",
                                "admin",
                                "hello from here",
                                system.url().toString(),
                                "local-Typed",
                                "local-Typed",
                                "true",
                                system.endpoints().sqs().toString()));
    }

    @Test
    void messagesAreHandledAndDeleted() throws Exception {
        String queue = system.queueUrl("Jobs");
        sqs.sendMessage(request ->
                request.queueUrl(queue)
                        .messageBody("good-1")
                        .messageAttributes(
                                Map.of(
                                        "colour",
                                        MessageAttributeValue.builder()
                                                .dataType("String")
                                                .stringValue("red")
                                                .build())));

        await(() -> Files.exists(out("good-1.1")));
        assertThat(Files.readString(out("good-1.1")))
                .isEqualTo("red arn:aws:sqs:us-east-1:000000000000:toy-jobs");
        await(() -> count("Jobs") == 0);
    }

    @Test
    void onlyTheMessageThatFailedComesAgainAndEndsInTheDeadLetters() throws Exception {
        sqs.sendMessageBatch(request ->
                request.queueUrl(system.queueUrl("Jobs"))
                        .entries(List.of(entry("good-2"), entry("fail-2"))));

        await(() -> deadLetters().contains("fail-2"));
        assertThat(out("fail-2.2")).exists();
        assertThat(out("good-2.2")).doesNotExist();
    }

    @Test
    void answerThatNamesNoMessageFailsTheWholeBatch() throws Exception {
        sqs.sendMessage(
                request -> request.queueUrl(system.queueUrl("Jobs")).messageBody("nameless-3"));

        await(() -> Files.exists(out("nameless-3.2")));
    }

    @Test
    void exceptionFailsTheBatch() throws Exception {
        sqs.sendMessage(
                request -> request.queueUrl(system.queueUrl("Jobs")).messageBody("throw-4"));

        await(() -> Files.exists(out("throw-4.2")));
    }

    @Test
    void messageOfATimedOutFunctionComesAgain() throws Exception {
        sqs.sendMessage(request -> request.queueUrl(system.queueUrl("Jobs")).messageBody("slow-5"));

        await(() -> Files.exists(out("slow-5.2")));
        assertThat(system.health("Batch").timeouts()).isPositive();
    }

    @Test
    void scheduleCallsWithItsInput() throws Exception {
        await(() -> Files.exists(out("tick")));
        assertThat(Files.readString(out("tick"))).contains("tock");
    }

    @Test
    void timedOutInstanceIsThrownAwayAndAFreshOneTakesOver() throws Exception {
        assertThat(system.invoke("Patient", "\"a\"")).isEqualTo(new Invocation.Answer("1"));
        assertThat(system.invoke("Patient", "\"b\"")).isEqualTo(new Invocation.Answer("2"));

        assertThat(system.invoke("Patient", "\"hang\"")).isEqualTo(new Invocation.TimedOut());

        assertThat(system.invoke("Patient", "\"c\"")).isEqualTo(new Invocation.Answer("1"));
    }

    @Test
    void rolesAndAlarmsAreListedAsIgnored() {
        assertThat(system.model().ignored())
                .extracting(ignored -> ignored.logicalId())
                .containsExactly("Alarm");
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(system.url() + path))
                .timeout(Duration.ofSeconds(20));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static SendMessageBatchRequestEntry entry(String body) {
        return SendMessageBatchRequestEntry.builder().id(body).messageBody(body).build();
    }

    private static Path out(String name) {
        return folder.resolve("out").resolve(name);
    }

    private static int count(String queue) {
        return sqs
                .getQueueAttributes(request ->
                        request.queueUrl(system.queueUrl(queue))
                                .attributeNames(QueueAttributeName.ALL))
                .attributes()
                .entrySet()
                .stream()
                .filter(entry -> entry.getKey().toString().startsWith("ApproximateNumber"))
                .mapToInt(entry -> Integer.parseInt(entry.getValue()))
                .sum();
    }

    private static List<String> deadLetters() {
        return sqs
                .receiveMessage(request ->
                        request.queueUrl(system.queueUrl("DeadJobs"))
                                .maxNumberOfMessages(10)
                                .visibilityTimeout(0))
                .messages()
                .stream()
                .map(message -> message.body())
                .toList();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited 30 s").isLessThan(end);
            Thread.sleep(50);
        }
    }
}
