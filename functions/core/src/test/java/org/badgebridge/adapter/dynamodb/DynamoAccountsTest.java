package org.badgebridge.adapter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionHealth;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.Map;

@WithTestSystem
class DynamoAccountsTest {

    private final Stores stores;
    private final DynamoAccounts accounts;

    DynamoAccountsTest(TestSystem system) {
        stores = Stores.of(system);
        accounts = stores.accounts();
    }

    @Test
    void aConnectionIsStoredOnceAndThenAtTheVersionThatWasRead() {
        Connection fresh = Samples.bareConnection("once");

        assertThat(accounts.store(fresh)).isTrue();
        assertThat(accounts.store(fresh)).isFalse();

        Connection read = accounts.connection(fresh.id()).orElseThrow();
        assertThat(read).usingRecursiveComparison().ignoringFields("version").isEqualTo(fresh);
        assertThat(read.version()).isEqualTo(1);
        assertThat(accounts.store(named(read, "first"))).isTrue();
        assertThat(accounts.store(named(read, "second"))).isFalse();
        assertThat(accounts.connection(fresh.id()))
                .hasValueSatisfying(c -> assertThat(c.name()).isEqualTo("first"));
    }

    @Test
    void aConnectionThatIsGoneTakesItsHealthAlongAndKeepsItsTemplates() {
        ConnectionId id = new ConnectionId("leaving");
        TemplateId template = new TemplateId(id, "t1");
        accounts.store(Samples.bareConnection("leaving"));
        accounts.store(ConnectionHealth.good(id).opened(Samples.NOW, "down"));
        accounts.store(Samples.bareTemplate(template));
        Connection read = accounts.connection(id).orElseThrow();
        accounts.store(named(read, "renamed meanwhile"));

        assertThat(accounts.remove(read)).isFalse();
        assertThat(accounts.connection(id)).isPresent();
        assertThat(accounts.remove(accounts.connection(id).orElseThrow())).isTrue();

        assertThat(accounts.connection(id)).isEmpty();
        assertThat(accounts.health(id)).isEqualTo(ConnectionHealth.good(id));
        assertThat(accounts.template(template)).isPresent();
    }

    @Test
    void healthIsGoodUntilSomethingIsLearntAndOneOfTwoWritersWins() {
        ConnectionId id = new ConnectionId("healthy");
        ConnectionHealth good = accounts.health(id);

        assertThat(good).isEqualTo(ConnectionHealth.good(id));
        assertThat(accounts.store(good.opened(Samples.NOW, "down"))).isTrue();
        assertThat(accounts.store(good.tokenRefused(Samples.NOW, "refused"))).isFalse();

        ConnectionHealth open = accounts.health(id);
        assertThat(open.version()).isEqualTo(1);
        assertThat(open.openSince()).isEqualTo(Samples.NOW);
        assertThat(accounts.store(open.closed())).isTrue();
        assertThat(accounts.health(id).circuitOpen()).isFalse();
    }

    @Test
    void sourcesComeBackAsTheyWereAndGo() {
        assertThat(accounts.store(Samples.fullSource())).isTrue();
        assertThat(accounts.store(Samples.bareSource("bare"))).isTrue();

        assertThat(accounts.sources())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("version")
                .containsExactly(Samples.bareSource("bare"), Samples.fullSource());
        Source read = accounts.source(Samples.SOURCE).orElseThrow();
        assertThat(accounts.remove(read)).isTrue();
        assertThat(accounts.source(Samples.SOURCE)).isEmpty();
        assertThat(accounts.remove(read)).isFalse();
    }

    @Test
    void aConnectionListsItsOwnTemplatesOnly() {
        ConnectionId id = new ConnectionId("templated");
        TemplateId one = new TemplateId(id, "one");
        TemplateId two = new TemplateId(id, "two");
        accounts.store(Samples.bareTemplate(two));
        accounts.store(Samples.bareTemplate(one));
        accounts.store(Samples.bareTemplate(new TemplateId(new ConnectionId("other"), "one")));
        accounts.store(ConnectionHealth.good(id).opened(Samples.NOW, "beside them"));

        assertThat(accounts.templates(id)).extracting(Template::id).containsExactly(one, two);
        Template read = accounts.template(one).orElseThrow();
        assertThat(accounts.store(read.switched(true, Samples.NOW))).isTrue();
        assertThat(accounts.store(read.gone(Samples.NOW, Samples.NOW))).isFalse();
        assertThat(accounts.template(one).orElseThrow().active()).isTrue();
    }

    @Test
    void thePauseSwitchIsOffUntilItIsTurnedOn() {
        assertThat(accounts.paused()).isFalse();

        accounts.pause(true);
        assertThat(accounts.paused()).isTrue();

        accounts.pause(false);
        assertThat(accounts.paused()).isFalse();
    }

    @Test
    void anAdminCanReadARecordInTheTable() {
        accounts.store(Samples.fullConnection());

        assertThat(stores.raw(stores.settings(), new Key("CONNECTIONS", "acme")))
                .hasEntrySatisfying(
                        "record",
                        r ->
                                assertThat(r.m())
                                        .containsEntry("auto_push", bool(true))
                                        .containsEntry("calls_per_second", number("7"))
                                        .containsAllEntriesOf(
                                                Map.of(
                                                        "organization_id",
                                                        Attributes.text("org-1"),
                                                        "created_at",
                                                        Attributes.text(Samples.NOW + ""))))
                .containsEntry("version", number("1"));
    }

    private static AttributeValue bool(boolean value) {
        return AttributeValue.fromBool(value);
    }

    private static AttributeValue number(String value) {
        return AttributeValue.fromN(value);
    }

    private static Connection named(Connection connection, String name) {
        return new Connection(
                connection.id(),
                name,
                connection.provider(),
                connection.organizationId(),
                connection.baseUrl(),
                connection.enabled(),
                connection.autoPush(),
                connection.callsPerSecond(),
                connection.createdAt(),
                connection.updatedAt(),
                connection.version());
    }
}
