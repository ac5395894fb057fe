package org.badgebridge.settle;

import org.badgebridge.adapter.accredible.AccredibleFactory;
import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.port.Secrets.Secret;
import org.badgebridge.simulator.SimulatorOptions;
import org.badgebridge.simulator.accredible.AccredibleControl;
import org.badgebridge.simulator.accredible.AccredibleSimulator;
import org.badgebridge.simulator.accredible.Condition;
import org.badgebridge.simulator.accredible.Credential;
import org.badgebridge.simulator.accredible.Group;
import org.badgebridge.simulator.accredible.Issuer;
import org.badgebridge.testing.FaultyCalls;
import org.badgebridge.testing.MovableClock;
import org.badgebridge.testing.TestSystem;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// A connection to an Accredible of its own, with one group whose credential a course earns.
/// Learners pass it with what data they like. Time passes only when it is told to.
public final class AccredibleWorld implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration SEARCH_LAG = Duration.ofSeconds(60);
    private static final Duration CALL_WITHIN = Duration.ofSeconds(5);

    private final MovableClock clock = new MovableClock();
    private final AccredibleSimulator simulator =
            AccredibleSimulator.start(SimulatorOptions.onPort(0).at(clock));
    private final Issuer issuer = control().createIssuer("Sample Org");
    private final Group group = control().createGroup(issuer, "Welding");
    private final String id = "a-" + COUNT.incrementAndGet();
    private final ConnectionId connection = new ConnectionId(id);
    private final SourceId source = new SourceId(id);
    private final Worker.Aws aws;
    private final Worker worker;

    public AccredibleWorld(TestSystem system) {
        control().set(Condition.SEARCH_LAG_MS, SEARCH_LAG.toMillis());
        aws = Worker.Aws.of(system, new FaultyCalls());
        worker =
                new Worker(
                        system,
                        aws,
                        simulator.url(),
                        simulator.url().resolve("/").toString(),
                        CALL_WITHIN,
                        SEARCH_LAG,
                        clock);
        String key = control().createKey(issuer).key();
        worker.secrets().store(connection, List.of(new Secret("t-1", key, null)));
        worker.accounts()
                .store(
                        new Connection(
                                connection,
                                "Main",
                                AccredibleFactory.NAME,
                                Long.toString(issuer.id()),
                                simulator.url(),
                                true,
                                true,
                                1000,
                                clock.instant(),
                                clock.instant(),
                                0));
        worker.rules()
                .add(
                        Rule.mapping(
                                new RuleId(template(), "welding"),
                                EventType.CERTIFICATE_ISSUED,
                                source,
                                "welding-1",
                                null,
                                clock.instant()),
                        _ -> id);
        sync();
        change(template -> template.switched(true, clock.instant()));
    }

    public AccredibleControl control() {
        return simulator.control();
    }

    public Issuer issuer() {
        return issuer;
    }

    public Worker worker() {
        return worker;
    }

    public ConnectionId connection() {
        return connection;
    }

    public TemplateId template() {
        return new TemplateId(connection, Long.toString(group.id()));
    }

    public void pass(Duration span) {
        clock.pass(span);
    }

    /// Reads the groups.
    public void sync() {
        worker.jobRunner().sync(connection, "admin", worker.deadline());
    }

    /// From where in an event's data which attribute is taken.
    public void choose(Map<String, String> attributes) {
        change(template ->
                template.choosing(
                        new Template.Choices(
                                Template.Renewal.REPLACE,
                                Template.OnRevoke.REVOKE,
                                false,
                                attributes),
                        clock.instant()));
    }

    private void change(UnaryOperator<Template> change) {
        Template template = worker.accounts().template(template()).orElseThrow();
        if (!worker.accounts().store(change.apply(template))) {
            throw new IllegalStateException("the template was changed by another");
        }
    }

    /// A learner's certificate, whose event has this data, and the badge that it earned as far as
    /// it is settled now.
    public BadgeId earned(String learner, Map<String, ?> data) {
        clock.pass(Duration.ofSeconds(1));
        Instant now = clock.instant();
        Person person = new Person(learner, learner + "@example.org", "Ada", "Example");
        worker.awarder()
                .award(
                        new LearningEvent(
                                "%s-%s".formatted(learner, now),
                                source,
                                id,
                                EventType.CERTIFICATE_ISSUED,
                                now,
                                now,
                                person,
                                new Course("welding-1", "Welding"),
                                null,
                                null,
                                now,
                                null,
                                new EventData(Map.of("data", data))));
        BadgeId badge = new BadgeId(Worker.IDS.of(id, person), template());
        worker.settle(badge);
        return badge;
    }

    public Badge badge(BadgeId badge) {
        return worker.badges().find(badge).orElseThrow();
    }

    /// What the simulator has for the badge's learner.
    public Credential credential(BadgeId badge) {
        return control().credentials().stream()
                .filter(each -> badge.learner().value().equals(each.recipientId()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        simulator.close();
        aws.close();
    }
}
