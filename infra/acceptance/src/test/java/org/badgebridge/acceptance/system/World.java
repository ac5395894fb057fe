package org.badgebridge.acceptance.system;

import org.badgebridge.local.LocalOptions;
import org.badgebridge.local.LocalSystem;
import org.badgebridge.local.engine.AwsClients;
import org.badgebridge.local.http.GivenTokens;
import org.badgebridge.local.http.Guard;
import org.badgebridge.local.http.IssuedTokens;
import org.badgebridge.simulator.accredible.AccredibleControl;
import org.badgebridge.simulator.accredible.AccredibleSimulator;
import org.badgebridge.simulator.credly.CredlyControl;
import org.badgebridge.simulator.credly.CredlySimulator;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The whole system, running, with simulated providers behind it. Tests share it, each with an
/// [Academy] of its own. Thread-safe.
public final class World implements AutoCloseable {

    public static final String ADMIN_TOKEN = "token-of-the-admin";
    static final String VIEWER_TOKEN = "token-of-the-viewer";

    /// As Cognito would say it of members of the template's groups.
    static final GivenTokens TOKENS =
            GivenTokens.of(ADMIN_TOKEN, Map.of("cognito:groups", "[badgebridge-admin]"))
                    .and(
                            VIEWER_TOKEN,
                            Map.of("sub", "viewer", "cognito:groups", "[badgebridge-viewer]"));

    static final Map<String, String> PARAMETERS =
            Map.of(
                    "Stage", "test",
                    "OidcIssuer", "https://issuer.example",
                    "OidcAudience", "badgebridge",
                    "CredlyLookupLagSeconds", "1",
                    "AccredibleLookupLagSeconds", "1");

    /// A wake comes once a minute; tests need not wait for it. It asks every shard, so that more of
    /// them would keep what they are to wake from being done.
    private static final Duration BEAT = Duration.ofSeconds(2);

    private static final List<QueueAttributeName> COUNTS =
            List.of(
                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);

    private final CredlySimulator simulator;
    private final AccredibleSimulator accredible;
    private final Issuer issuer;
    private final LocalSystem system;
    private final SqsClient sqs;
    private final ByteArrayOutputStream log;
    private final PrintStream console;
    private final SettingsApi api;
    private final AtomicInteger academies = new AtomicInteger();
    private final Thread beat;

    private World(
            CredlySimulator simulator,
            AccredibleSimulator accredible,
            Issuer issuer,
            LocalSystem system,
            ByteArrayOutputStream log,
            PrintStream console) {
        this.simulator = simulator;
        this.accredible = accredible;
        this.issuer = issuer;
        this.system = system;
        this.sqs = AwsClients.sqs(system.endpoints());
        this.log = log;
        this.console = console;
        this.api = new SettingsApi(system.url(), ADMIN_TOKEN);
        this.beat = Thread.ofVirtual().start(() -> beat(system));
    }

    public static World start(Path folder) throws IOException {
        CredlySimulator simulator = CredlySimulator.start(0);
        AccredibleSimulator accredible = AccredibleSimulator.start(0);
        Issuer issuer = Issuer.start();
        Map<String, String> parameters = new HashMap<>(PARAMETERS);
        parameters.put("OidcIssuer", issuer.url().toString());
        Guard guard = TOKENS.or(new IssuedTokens(Clock.systemUTC()));
        PrintStream console = System.out;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream lines = new PrintStream(log, true, StandardCharsets.UTF_8);
        // Where functions log to, and CloudWatch reads.
        System.setOut(lines);
        LocalSystem system =
                LocalSystem.start(
                        LocalOptions.of(ImpatientTemplate.writtenTo(folder), guard)
                                .withParameters(parameters)
                                .withEnvironment(environment(simulator.url(), accredible.url()))
                                .withLog(lines::println));
        return new World(simulator, accredible, issuer, system, log, console);
    }

    /// What is not as on AWS: providers on this machine, and a token instead of an issuer.
    static Map<String, String> environment(URI... providers) {
        String origins = Stream.of(providers).map(URI::toString).collect(Collectors.joining(","));
        return Map.of(
                "PROVIDER_ORIGINS", origins,
                "CONSOLE_IMAGE_ORIGINS", origins,
                "CONSOLE_SIGN_IN", "token");
    }

    /// Wakes what is due, again and again, until the thread is interrupted.
    static void beat(LocalSystem system) {
        try {
            while (true) {
                system.invoke("Housekeeping", "{\"task\":\"wake\"}");
                Thread.sleep(BEAT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A new platform with a new organization at the provider.
    public Academy academy() throws InterruptedException {
        return Academy.found(
                "a" + academies.incrementAndGet(),
                api,
                system.url(),
                simulator.url(),
                simulator.control());
    }

    public URI url() {
        return system.url();
    }

    /// The hands on the provider.
    public CredlyControl credly() {
        return simulator.control();
    }

    /// An issuer account at the other provider, connected, whose group an academy's course earns
    /// too.
    Elsewhere elsewhere(Academy academy) throws InterruptedException {
        return Elsewhere.found(academy, accredible.url(), accredible.control());
    }

    /// Where the other provider is.
    public URI accredibleUrl() {
        return accredible.url();
    }

    /// The hands on the other provider.
    public AccredibleControl accredible() {
        return accredible.control();
    }

    /// Where the provider is.
    public URI credlyUrl() {
        return simulator.url();
    }

    /// Who signs people and machines in, beside the given tokens.
    Issuer issuer() {
        return issuer;
    }

    public SettingsApi api() {
        return api;
    }

    /// Sends a badge to be settled once more, as a redelivery does.
    void settle(String badge) {
        sqs.sendMessage(b ->
                b.queueUrl(system.queueUrl("SettleQueue"))
                        .messageBody(
                                "{\"v\":1,\"kind\":\"badge\",\"badge_id\":\"%s\"}"
                                        .formatted(badge)));
    }

    /// Leaves of a stored rule nothing that can be read.
    void spoil(String rule) {
        int end = rule.lastIndexOf('.');
        Map<String, AttributeValue> key =
                Map.of(
                        "pk", AttributeValue.fromS("TEMPLATE#" + rule.substring(0, end)),
                        "sk", AttributeValue.fromS("RULE#" + rule.substring(end + 1)));
        try (DynamoDbClient client = AwsClients.dynamoDb(system.endpoints())) {
            client.updateItem(b ->
                    b.tableName(system.model().table("SettingsTable").name())
                            .key(key)
                            .conditionExpression("attribute_exists(#r)")
                            .updateExpression("REMOVE #r")
                            .expressionAttributeNames(Map.of("#r", "record")));
        }
    }

    /// How many messages are in the queues or being worked on.
    int messagesWaiting() {
        return Stream.of("CertificatesQueue", "SettleQueue")
                .flatMap(queue ->
                        sqs
                                .getQueueAttributes(b ->
                                        b.queueUrl(system.queueUrl(queue)).attributeNames(COUNTS))
                                .attributes()
                                .values()
                                .stream())
                .mapToInt(Integer::parseInt)
                .sum();
    }

    /// What the functions logged so far.
    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        beat.interrupt();
        sqs.close();
        system.close();
        simulator.close();
        accredible.close();
        issuer.close();
        System.setOut(console);
    }
}
