package org.badgebridge.settle;

import org.badgebridge.adapter.credly.CredlyFactory;
import org.badgebridge.adapter.sqs.Messages;
import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.ProviderTemplate;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Cause;
import org.badgebridge.domain.badge.Have;
import org.badgebridge.domain.badge.Signal;
import org.badgebridge.domain.badge.Wanted;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.port.Page;
import org.badgebridge.port.Secrets.Secret;
import org.badgebridge.port.SettleMessage;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.SimulatorJson;
import org.badgebridge.simulator.SimulatorOptions;
import org.badgebridge.simulator.credly.CredlyControl;
import org.badgebridge.simulator.credly.CredlySimulator;
import org.badgebridge.simulator.credly.Organization;
import org.badgebridge.simulator.credly.Switch;
import org.badgebridge.simulator.credly.Token;
import org.badgebridge.testing.FaultyCalls;
import org.badgebridge.testing.MovableClock;
import org.badgebridge.testing.TestSystem;

import software.amazon.awssdk.services.sqs.model.Message;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// A connection to a Credly of its own with one active template, and learners whose badges are
/// wanted. Time passes for us and for the provider alike, and only when it is told to.
public final class SettlingWorld implements AutoCloseable {

    /// How long the provider's lists lag behind, and how long we allow them to.
    private static final Duration LISTS_LAG = Duration.ofSeconds(45);

    public static final Duration LOOK_UP_LAG = Duration.ofSeconds(60);

    private static final Duration CALL_WITHIN = Duration.ofSeconds(5);

    /// Longer than a lease, a lag, and most pauses.
    private static final Duration ROUND = Duration.ofMinutes(2);

    private static final int MOST_ROUNDS = 60;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final TestSystem system;
    private final MovableClock clock = new MovableClock();
    private final FaultyCalls calls = new FaultyCalls();
    private final Worker.Aws fineAws;
    private final Worker.Aws countedAws;
    private final CredlySimulator simulator;
    private final Organization organization;
    private final Token token;
    private final ConnectionId connection;
    private final TemplateId template;
    private final Worker worker;
    private final Set<BadgeId> known = new LinkedHashSet<>();

    public SettlingWorld(TestSystem system) {
        this.system = system;
        this.fineAws = Worker.Aws.of(system, new FaultyCalls());
        this.countedAws = Worker.Aws.of(system, calls);
        this.simulator = CredlySimulator.start(SimulatorOptions.onPort(0).at(clock));
        control().set(Switch.LOOKUP_LAG_MS, LISTS_LAG.toMillis());
        this.organization = control().createOrganization("Sample Org");
        this.token = control().createToken(organization);
        this.connection = new ConnectionId("c-" + COUNT.incrementAndGet());
        this.template = new TemplateId(connection, newTemplate(false));
        this.worker = worker();
        worker.secrets().store(connection, List.of(new Secret("t-1", token.token(), null)));
        worker.accounts()
                .store(
                        new Connection(
                                connection,
                                "Main",
                                CredlyFactory.NAME,
                                organization.id(),
                                simulator.url(),
                                true,
                                true,
                                1000,
                                clock.instant(),
                                clock.instant(),
                                0));
        worker.accounts().store(active(template, false));
    }

    private String newTemplate(boolean allowsDuplicates) {
        return control()
                .createTemplate(
                        organization,
                        SimulatorJson.object()
                                .put("name", "Welding")
                                .put("allow_duplicate_badges", allowsDuplicates))
                .id();
    }

    /// A further template, of which the provider lets a learner have several badges.
    TemplateId templateWithDuplicates() {
        TemplateId id = new TemplateId(connection, newTemplate(true));
        worker.accounts().store(active(id, true));
        return id;
    }

    /// A further template, active on both sides.
    public TemplateId anotherTemplate() {
        TemplateId id = new TemplateId(connection, newTemplate(false));
        worker.accounts().store(active(id, false));
        return id;
    }

    private Template active(TemplateId id, boolean allowsDuplicates) {
        return new Template(
                id,
                new ProviderTemplate(
                        id.providerId(),
                        "Welding",
                        null,
                        null,
                        Template.State.ACTIVE,
                        allowsDuplicates,
                        List.of(),
                        clock.instant()),
                true,
                Template.Choices.of(Template.Renewal.REPLACE),
                clock.instant(),
                clock.instant(),
                0);
    }

    /// A process that has just begun, and meets no fault of AWS.
    public Worker worker() {
        return worker(fineAws, CALL_WITHIN);
    }

    /// The same, with another patience for the provider.
    public Worker worker(Duration callWithin) {
        return worker(fineAws, callWithin);
    }

    /// A process that has just begun, and whose AWS calls are counted by [#calls()].
    public Worker counted() {
        return worker(countedAws, CALL_WITHIN);
    }

    /// The same, with AWS clients of the caller's own.
    Worker worker(Worker.Aws aws) {
        return worker(aws, CALL_WITHIN);
    }

    private Worker worker(Worker.Aws aws, Duration callWithin) {
        String origin = simulator.url().resolve("/").toString();
        return new Worker(system, aws, simulator.url(), origin, callWithin, LOOK_UP_LAG, clock);
    }

    /// A process whose deployment no longer allows the connection's server.
    Worker disallowing() {
        return new Worker(
                system,
                fineAws,
                simulator.url(),
                "https://api.credly.com",
                CALL_WITHIN,
                LOOK_UP_LAG,
                clock);
    }

    public FaultyCalls calls() {
        return calls;
    }

    public TestSystem system() {
        return system;
    }

    public MovableClock clock() {
        return clock;
    }

    public CredlyControl control() {
        return simulator.control();
    }

    public Organization organization() {
        return organization;
    }

    public Token token() {
        return token;
    }

    public ConnectionId connection() {
        return connection;
    }

    public TemplateId template() {
        return template;
    }

    public void happens(Fault fault) {
        control().add(fault);
    }

    public void change(UnaryOperator<Connection> change) {
        Connection now = worker.accounts().connection(connection).orElseThrow();
        if (!worker.accounts().store(change.apply(now))) {
            throw new IllegalStateException("the connection was changed by another");
        }
    }

    public void autoPush(boolean on) {
        change(c ->
                new Connection(
                        c.id(),
                        c.name(),
                        c.provider(),
                        c.organizationId(),
                        c.baseUrl(),
                        c.enabled(),
                        on,
                        c.callsPerSecond(),
                        c.createdAt(),
                        c.updatedAt(),
                        c.version()));
    }

    /// A badge that is wanted by a learner of its own.
    public BadgeId wanted() {
        return wanted(template);
    }

    public BadgeId wanted(TemplateId of) {
        int number = COUNT.incrementAndGet();
        return wanted(
                new BadgeId(new LearnerId("learner%015d".formatted(number)), of),
                "l%d@example.org".formatted(number));
    }

    /// The badge that the same person gets on another platform, where the e-mail is the same.
    public BadgeId wantedByTwin(BadgeId badge) {
        BadgeId twin = twinOf(badge);
        String email = worker.awards().learner(badge.learner()).orElseThrow().email();
        return wanted(twin, email == null ? "" : email);
    }

    static BadgeId twinOf(BadgeId badge) {
        return new BadgeId(
                new LearnerId(badge.learner().value().replace("learner", "twin---")),
                badge.template());
    }

    private BadgeId wanted(BadgeId badge, String email) {
        Learner learner =
                Learner.unknown(badge.learner(), "campus", clock.instant())
                        .corrected("Ada", "Example", email, Worker.IDS, clock.instant());
        worker.awards().store(Optional.of(learner), Optional.empty());
        Wanted wish = Wanted.issued(event(), terms(badge));
        if (!worker.badges().store(List.of(Badge.first(badge, wish, clock.instant())), List.of())) {
            throw new IllegalStateException("the badge is there already");
        }
        known.add(badge);
        return badge;
    }

    /// A badge that came about otherwise is one of ours from now on.
    public void knows(BadgeId badge) {
        known.add(badge);
    }

    private Cause event() {
        return Cause.event("e-" + COUNT.incrementAndGet(), clock.instant());
    }

    private Wanted.Terms terms(BadgeId badge) {
        Instant issued = clock.instant();
        return new Wanted.Terms(
                new CertificateId(badge.learner(), "c-0123456789_-abcd"),
                issued,
                null,
                null,
                null,
                null,
                false);
    }

    /// From now on the badge is to be revoked.
    public void unwant(BadgeId badge) {
        wish(badge, wanted -> wanted.byRules(event(), null));
    }

    /// From now on the badge is to be issued, with the dates of now.
    void wantAnew(BadgeId badge) {
        wish(badge, wanted -> wanted.byRules(event(), terms(badge)));
    }

    /// From now on the badge is to be issued, with the dates it had.
    void wantAgain(BadgeId badge) {
        wish(badge, wanted -> wanted.byRules(event(), wanted.terms()));
    }

    private void wish(BadgeId id, UnaryOperator<Wanted> next) {
        Badge badge;
        do {
            badge = badge(id);
        } while (!worker.badges()
                .store(
                        List.of(badge.wanting(next.apply(badge.wanted()), clock.instant())),
                        List.of()));
    }

    public Badge badge(BadgeId id) {
        return worker.badges().find(id).orElseThrow();
    }

    /// What was told of a badge, the oldest first.
    public List<Signal> told(BadgeId badge) {
        return worker
                .signals()
                .ofLearner(badge.learner(), 1000, Page.Cursor.START)
                .items()
                .reversed()
                .stream()
                .filter(signal -> signal.badgeId().equals(badge))
                .toList();
    }

    public void pass(Duration span) {
        clock.pass(span);
    }

    /// Lets time pass, without faults, wakes what is due and settles it, until nothing is. Fails
    /// when that takes more than hours.
    public void calm() {
        control().clearFaults();
        calls.reset();
        Worker fresh = worker();
        for (int i = 0; i < MOST_ROUNDS; i++) {
            pass(ROUND);
            fresh.wake();
            received().forEach(fresh::settle);
            if (known.stream().allMatch(this::rests)) {
                return;
            }
        }
        throw new AssertionError("still due: " + known.stream().map(this::due).toList());
    }

    /// Nothing is to be done before it expires.
    private boolean rests(BadgeId id) {
        Badge badge = badge(id);
        Instant next = badge.settling().nextAttemptAt();
        Have have = badge.have();
        return next == null || (have != null && next.equals(have.expiresAt()));
    }

    private String due(BadgeId id) {
        return id + " " + badge(id).settling() + " " + worker.badges().history(id);
    }

    /// The badges of ours that the settle queue asks to settle; each message is gone then.
    public List<BadgeId> received() {
        String queue = system.queueUrl("SettleQueue");
        List<BadgeId> badges = new ArrayList<>();
        while (true) {
            List<Message> messages =
                    fineAws.sqs()
                            .receiveMessage(b ->
                                    b.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(0))
                            .messages();
            if (messages.isEmpty()) {
                return badges;
            }
            for (Message message : messages) {
                fineAws.sqs()
                        .deleteMessage(
                                b -> b.queueUrl(queue).receiptHandle(message.receiptHandle()));
                if (Messages.readSettle(message.body())
                                instanceof
                                Messages.Content<SettleMessage>(SettleMessage.Badge(BadgeId badge))
                        && known.contains(badge)) {
                    badges.add(badge);
                }
            }
        }
    }

    /// Every badge that the provider has for the badge's learner, dead or alive.
    public List<org.badgebridge.simulator.credly.Badge> atProvider(BadgeId badge) {
        return control().badgesOf(badge.learner().value()).stream()
                .filter(each -> each.badgeTemplateId().equals(badge.template().providerId()))
                .toList();
    }

    public List<String> liveAtProvider(BadgeId badge) {
        return atProvider(badge).stream()
                .filter(org.badgebridge.simulator.credly.Badge::isLive)
                .map(org.badgebridge.simulator.credly.Badge::id)
                .toList();
    }

    @Override
    public void close() {
        simulator.close();
        fineAws.close();
        countedAws.close();
    }
}
