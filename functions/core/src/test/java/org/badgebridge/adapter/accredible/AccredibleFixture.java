package org.badgebridge.adapter.accredible;

import org.badgebridge.adapter.provider.AllowedOrigins;
import org.badgebridge.adapter.provider.CachedSecrets;
import org.badgebridge.adapter.provider.HttpCaller;
import org.badgebridge.adapter.provider.ProviderFixture;
import org.badgebridge.adapter.provider.RawServer;
import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Award;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.LookUpRecording.Sought;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.ProviderState;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.port.Page;
import org.badgebridge.port.Provider;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.SimulatorJson;
import org.badgebridge.simulator.accredible.AccredibleControl;
import org.badgebridge.simulator.accredible.AccredibleSimulator;
import org.badgebridge.simulator.accredible.Condition;
import org.badgebridge.simulator.accredible.Credential;
import org.badgebridge.simulator.accredible.Group;
import org.badgebridge.simulator.accredible.Issuer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/// An Accredible simulator with one issuer, one key and one group, and a connection to it.
final class AccredibleFixture implements ProviderFixture {

    static final ConnectionId CONNECTION = new ConnectionId("main");
    static final Instant ISSUED = Instant.parse("2026-03-01T00:00:00Z");

    private static final HttpCaller HTTP = new HttpCaller(Clock.systemUTC());
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final AccredibleSimulator simulator = AccredibleSimulator.start(0);
    private final Issuer issuer = control().createIssuer("Sample Org");
    private final Group group = control().createGroup(issuer, "Welding");
    private final CachedSecrets secrets = new CachedSecrets();
    private final Provider provider;

    AccredibleFixture() {
        secrets.rotate(CONNECTION, control().createKey(issuer).key());
        provider = open(simulator.url(), Long.toString(issuer.id()), secrets);
    }

    /// A connection to any address of this machine.
    static Provider open(URI url, String issuerId, CachedSecrets secrets) {
        return new AccredibleFactory(
                        HTTP,
                        secrets,
                        AllowedOrigins.parse(url.resolve("/").toString()),
                        DEADLINE,
                        Duration.ofMinutes(2),
                        Clock.systemUTC())
                .open(
                        new Connection(
                                CONNECTION,
                                "Main",
                                AccredibleFactory.NAME,
                                issuerId,
                                url,
                                true,
                                true,
                                5,
                                Instant.EPOCH,
                                Instant.EPOCH,
                                0));
    }

    /// What comes of asking an Accredible that answers everything with this.
    static <T> Outcome<T> asked(
            String status, String type, String body, Function<Provider, Outcome<T>> question) {
        CachedSecrets secrets = new CachedSecrets();
        secrets.rotate(CONNECTION, "key_EXAMPLE-123");
        String answer = RawServer.answer(status, "Content-Type: " + type, body);
        try (RawServer accredible = RawServer.answering(answer)) {
            return question.apply(open(accredible.url().resolve("/"), "4897", secrets));
        }
    }

    AccredibleControl control() {
        return simulator.control();
    }

    Issuer issuer() {
        return issuer;
    }

    Group group() {
        return group;
    }

    URI url() {
        return simulator.url();
    }

    CachedSecrets secrets() {
        return secrets;
    }

    Credential onlyCredential() {
        if (control().credentials().size() != 1) {
            throw new IllegalStateException("not one but " + control().credentials().size());
        }
        return control().credentials().getFirst();
    }

    @Override
    public Provider provider() {
        return provider;
    }

    @Override
    public Provider unreachable() {
        try (ServerSocket taken = new ServerSocket(0)) {
            URI url = URI.create("http://localhost:" + taken.getLocalPort());
            return open(url, Long.toString(issuer.id()), secrets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Award award(String email) {
        return award(email, null);
    }

    Award award(String email, @Nullable Instant expiresAt) {
        LearnerId learner = earner(email);
        return new Award(
                templateId(),
                new Award.Recipient(learner, email, "Ada", "Example", null),
                ISSUED,
                expiresAt,
                "https://lms.example.org/certificates/1",
                false,
                Map.of(),
                new Award.Origin(
                        new BadgeId(learner, new TemplateId(CONNECTION, templateId())),
                        new CertificateId(learner, "c-0123456789_-abcd")));
    }

    private String templateId() {
        return Long.toString(group.id());
    }

    private static LearnerId earner(String email) {
        String text =
                UUID.nameUUIDFromBytes(email.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "");
        return new LearnerId(text.substring(0, 22));
    }

    @Override
    public Sought sought(String email) {
        return soughtAfter(email, null);
    }

    Sought soughtAfter(String email, @Nullable String target) {
        return new Sought(
                Long.toString(issuer.id()), templateId(), earner(email).value(), email, target);
    }

    @Override
    public String organizationName() {
        return issuer.name();
    }

    @Override
    public void happens(Fault fault) {
        control().add(fault);
    }

    @Override
    public void calmsDown() {
        control().clearFaults();
    }

    @Override
    public long calls(Operation operation) {
        return control().calls(operation);
    }

    @Override
    public long liveBadges() {
        String today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).toString();
        return control().credentials().stream()
                .filter(each -> each.expiredOn() == null || each.expiredOn().compareTo(today) > 0)
                .count();
    }

    @Override
    public String issueByHand(String email) {
        var order = SimulatorJson.object().put("group_id", group.id());
        order.putObject("recipient").put("name", "By Hand").put("email", email);
        return control().issueByHand(issuer, order);
    }

    @Override
    public void addTemplates(int count) {
        for (int i = 0; i < count; i++) {
            String name = "Group " + i;
            control()
                    .client()
                    .post(
                            "/__sim/issuers/" + issuer.id() + "/groups",
                            SimulatorJson.object()
                                    .put("name", name)
                                    .put("course_name", name)
                                    .put("course_description", name)
                                    .put("primary_design_id", group.primaryDesignId()));
        }
    }

    @Override
    public void accept(String badgeId) {
        control().open(badgeId);
    }

    @Override
    public ProviderState whenIssued() {
        return ProviderState.PUBLISHED;
    }

    @Override
    public ProviderState whenTaken() {
        return ProviderState.PUBLISHED;
    }

    @Override
    public ProviderState whenEnded() {
        return ProviderState.EXPIRED;
    }

    @Override
    public String unknownBadge() {
        return "99999999";
    }

    @Override
    public Map<Operation, Function<Provider, Outcome<?>>> readings() {
        return Map.of(
                Operation.LIST_BADGES,
                provider -> provider.badges(null, Page.Cursor.START),
                Operation.TEMPLATES,
                Provider::templates,
                Operation.ORGANIZATION,
                Provider::test);
    }

    @Override
    public void badgesOnAPage(int count) {
        control().set(Condition.MOST_ON_A_PAGE, count);
    }

    @Override
    public void close() {
        simulator.close();
    }
}
