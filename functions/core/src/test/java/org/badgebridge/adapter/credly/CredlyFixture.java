package org.badgebridge.adapter.credly;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.adapter.provider.AllowedOrigins;
import org.badgebridge.adapter.provider.CachedSecrets;
import org.badgebridge.adapter.provider.EventsFixture;
import org.badgebridge.adapter.provider.HttpCaller;
import org.badgebridge.adapter.provider.RawServer;
import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.badge.Award;
import org.badgebridge.domain.badge.LookUpRecording.Sought;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.ProviderEvent;
import org.badgebridge.domain.badge.ProviderState;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.port.Page;
import org.badgebridge.port.Provider;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.SimulatorJson;
import org.badgebridge.simulator.credly.Badge;
import org.badgebridge.simulator.credly.CredlyControl;
import org.badgebridge.simulator.credly.CredlySimulator;
import org.badgebridge.simulator.credly.Organization;
import org.badgebridge.simulator.credly.Switch;
import org.badgebridge.simulator.credly.Template;
import org.badgebridge.simulator.credly.Token;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/// A Credly simulator with one organization, one token and one template, and a connection to it.
final class CredlyFixture implements EventsFixture {

    static final ConnectionId CONNECTION = new ConnectionId("main");
    static final Instant ISSUED = Instant.parse("2026-03-01T09:15:00Z");

    private static final HttpCaller HTTP = new HttpCaller(Clock.systemUTC());
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final CredlySimulator simulator = CredlySimulator.start(0);
    private final Organization organization;
    private final Token token;
    private final Template template;
    private final CachedSecrets secrets = new CachedSecrets();
    private final Provider provider;

    CredlyFixture() {
        organization = control().createOrganization("Sample Org");
        token = control().createToken(organization);
        template = control().createTemplate(organization, "Welding");
        secrets.rotate(CONNECTION, token.token());
        provider = open(simulator.url(), organization.id(), secrets);
    }

    /// A connection to any address of this machine.
    static Provider open(URI url, String organizationId, CachedSecrets secrets) {
        return new CredlyFactory(
                        HTTP,
                        secrets,
                        AllowedOrigins.parse(url.resolve("/").toString()),
                        DEADLINE,
                        Duration.ofSeconds(60),
                        Clock.systemUTC())
                .open(connection(url, organizationId));
    }

    /// What comes of asking a Credly that answers everything with this.
    static <T> Outcome<T> asked(
            String status, String body, Function<Provider, Outcome<T>> question) {
        CachedSecrets secrets = new CachedSecrets();
        secrets.rotate(CONNECTION, "tok_EXAMPLE-123");
        String answer = RawServer.answer(status, "Content-Type: application/json", body);
        try (RawServer credly = RawServer.answering(answer)) {
            return question.apply(open(credly.url().resolve("/"), "org-1", secrets));
        }
    }

    static Connection connection(URI url, String organizationId) {
        return new Connection(
                CONNECTION,
                "Main",
                CredlyFactory.NAME,
                organizationId,
                url,
                true,
                true,
                5,
                Instant.EPOCH,
                Instant.EPOCH,
                0);
    }

    CredlyControl control() {
        return simulator.control();
    }

    Organization organization() {
        return organization;
    }

    Token token() {
        return token;
    }

    Template template() {
        return template;
    }

    CachedSecrets secrets() {
        return secrets;
    }

    Badge onlyBadge() {
        if (control().badges().size() != 1) {
            throw new IllegalStateException("not one badge but " + control().badges().size());
        }
        return control().badges().getFirst();
    }

    @Override
    public Provider provider() {
        return provider;
    }

    @Override
    public Provider unreachable() {
        try (ServerSocket taken = new ServerSocket(0)) {
            URI url = URI.create("http://localhost:" + taken.getLocalPort());
            return open(url, organization.id(), secrets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Award award(String email) {
        return award(email, "Ada", "Example");
    }

    Award award(String email, String firstName, String lastName) {
        return new Award(
                template.id(),
                new Award.Recipient(earner(email), email, firstName, lastName, null),
                ISSUED,
                null,
                null,
                false,
                Map.of(),
                null);
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
        return new Sought(organization.id(), template.id(), earner(email).value(), email);
    }

    @Override
    public String organizationName() {
        return organization.name();
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
        return control().badges().stream().filter(Badge::isLive).count();
    }

    @Override
    public String issueByHand(String email) {
        return control()
                .issueByHand(
                        organization,
                        SimulatorJson.object()
                                .put("recipient_email", email)
                                .put("badge_template_id", template.id())
                                .put("issued_at", "2026-03-01 09:15:00 +0000")
                                .put("issued_to_first_name", "By")
                                .put("issued_to_last_name", "Hand"))
                .id();
    }

    @Override
    public void addTemplates(int count) {
        for (int i = 0; i < count; i++) {
            control().createTemplate(organization, "Template " + i);
        }
    }

    @Override
    public void accept(String badgeId) {
        control().accept(badgeId);
    }

    @Override
    public ProviderState whenIssued() {
        return ProviderState.PENDING;
    }

    @Override
    public ProviderState whenTaken() {
        return ProviderState.ACCEPTED;
    }

    @Override
    public ProviderState whenEnded() {
        return ProviderState.REVOKED;
    }

    @Override
    public String unknownBadge() {
        return "9e3e7a2c-0000-4000-8000-000000000000";
    }

    @Override
    public Map<Operation, Function<Provider, Outcome<?>>> readings() {
        String event = newestEvent();
        URI url = URI.create("https://badges.example.org/webhooks/credly/main/key");
        return Map.of(
                Operation.EVENTS,
                provider -> {
                    Outcome<ProviderEvent> one = provider.event(event);
                    Outcome<Page<ProviderEvent>> all = provider.events(Page.Cursor.START);
                    assertThat(one).hasSameClassAs(all);
                    return all;
                },
                Operation.LIST_BADGES,
                provider -> provider.badges(null, Page.Cursor.START),
                Operation.ORGANIZATION,
                provider -> provider.callBack(url));
    }

    @Override
    public void hide(String badgeId) {
        control().setPrivacy(badgeId, false);
    }

    @Override
    public void delete(String badgeId) {
        control().deleteBadge(badgeId);
    }

    @Override
    public void archiveTemplate() {
        control().archiveTemplate(template);
    }

    @Override
    public void deleteTemplate() {
        control().deleteTemplate(template);
    }

    @Override
    public String newestEvent() {
        return control().events().getLast().id();
    }

    @Override
    public void badgesOnAPage(int count) {
        control().set(Switch.BULK_PAGE_SIZE, count);
    }

    @Override
    public @Nullable String callsBack() {
        return control().organizations().getFirst().webhookUrl();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
