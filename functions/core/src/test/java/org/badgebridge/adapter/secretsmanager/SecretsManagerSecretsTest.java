package org.badgebridge.adapter.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.port.Secrets.Held;
import org.badgebridge.port.Secrets.Secret;
import org.badgebridge.port.Secrets.Unavailable;
import org.badgebridge.testing.FaultyCalls;
import org.badgebridge.testing.MovableClock;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@WithTestSystem
class SecretsManagerSecretsTest {

    private static final Instant START = MovableClock.START;
    private static final Secret OLD = new Secret("s-1", "old value", START.plusSeconds(90));
    private static final Secret NEW = new Secret("s-2", "new value", null);

    private final TestSystem system;
    private final String prefix;
    private final FaultyCalls calls = new FaultyCalls();
    private final Outage outage = new Outage();
    private final MovableClock clock = new MovableClock();
    private final SecretsManagerClient client;
    private final SecretsManagerSecrets secrets;

    /// Writes past the cache of the one under test, as another function does.
    private final SecretsManagerSecrets elsewhere;

    SecretsManagerSecretsTest(TestSystem system) {
        this.system = system;
        prefix = system.environment("SettingsApi").getOrDefault("SECRETS_PREFIX", "");
        client = system.secretsManager(calls, outage);
        secrets = new SecretsManagerSecrets(client, prefix, clock);
        elsewhere = new SecretsManagerSecrets(system.secretsManager(), prefix, clock);
    }

    @Test
    void whatIsStoredIsReadInItsOrderUntilItsTime() {
        SourceId id = new SourceId("stored");
        assertThat(secrets.ofSource(id)).isEmpty();

        secrets.replace(id, secrets.held(id), List.of(NEW, OLD));

        assertThat(secrets.ofSource(id)).containsExactly(NEW, OLD);
        clock.pass(Duration.ofSeconds(89));
        assertThat(secrets.ofSource(id)).containsExactly(NEW, OLD);
        clock.pass(Duration.ofSeconds(1));
        assertThat(secrets.ofSource(id)).containsExactly(NEW);
    }

    @Test
    void storingAgainReplacesAndRemovingLeavesNothing() {
        ConnectionId id = new ConnectionId("replaced");
        secrets.store(id, List.of(OLD));
        assertThat(secrets.ofConnection(id)).containsExactly(OLD);

        secrets.store(id, List.of(NEW));
        assertThat(secrets.ofConnection(id)).containsExactly(NEW);
        assertThat(secrets.ofSource(new SourceId("replaced"))).isEmpty();

        secrets.remove(id);
        assertThat(secrets.ofConnection(id)).isEmpty();
        secrets.remove(id);
        secrets.store(id, List.of(OLD));
        assertThat(secrets.ofConnection(id)).containsExactly(OLD);
    }

    @Test
    void theKeysOfAConnectionsWebhookAreASecretBesideItsToken() {
        ConnectionId id = new ConnectionId("called-back");
        secrets.store(id, List.of(OLD));
        secrets.replaceWebhook(id, secrets.heldWebhook(id), List.of(NEW, OLD));

        assertThat(secrets.ofWebhook(id)).containsExactly(NEW, OLD);
        assertThat(secrets.ofConnection(id)).containsExactly(OLD);
        assertThat(SecretDocument.read(stored("webhooks/called-back"))).contains(List.of(NEW, OLD));

        secrets.removeWebhook(id);
        assertThat(secrets.ofWebhook(id)).isEmpty();
        assertThat(secrets.ofConnection(id)).containsExactly(OLD);
    }

    @Test
    void ofTwoWhoReadTheSameTheFirstReplacesIt() {
        SourceId id = new SourceId("replaced-once");
        Held none = secrets.held(id);
        assertThat(none.values()).isEmpty();

        assertThat(secrets.replace(id, none, List.of(OLD))).isTrue();
        assertThat(elsewhere.replace(id, none, List.of(NEW))).isFalse();
        Held one = elsewhere.held(id);
        assertThat(one.values()).containsExactly(OLD);
        assertThat(elsewhere.replace(id, one, List.of(NEW, OLD))).isTrue();
        assertThat(secrets.replace(id, one, List.of())).isFalse();
        assertThat(secrets.ofSource(id)).containsExactly(NEW, OLD);

        secrets.remove(id);
        assertThat(secrets.replace(id, elsewhere.held(id), List.of(NEW))).isTrue();
    }

    @Test
    void theKeysOfAWebhookAreReplacedOnceToo() {
        ConnectionId id = new ConnectionId("keyed-once");
        Held none = secrets.heldWebhook(id);

        assertThat(secrets.replaceWebhook(id, none, List.of(OLD))).isTrue();
        assertThat(elsewhere.replaceWebhook(id, none, List.of(NEW))).isFalse();
        assertThat(secrets.heldWebhook(id).values()).containsExactly(OLD);
        assertThat(secrets.ofConnection(id)).isEmpty();
    }

    @Test
    void theKeysOfAWebhookAreCachedUntilTheyAreForgotten() {
        ConnectionId id = new ConnectionId("called-back-anew");
        elsewhere.replaceWebhook(id, elsewhere.heldWebhook(id), List.of(OLD));
        secrets.ofWebhook(id);
        elsewhere.replaceWebhook(id, elsewhere.heldWebhook(id), List.of(NEW, OLD));
        calls.reset();

        assertThat(secrets.ofWebhook(id)).containsExactly(OLD);
        secrets.forget(id);
        assertThat(secrets.ofWebhook(id)).containsExactly(OLD);
        assertThat(calls.count()).isZero();
        secrets.forgetWebhook(id);
        assertThat(secrets.ofWebhook(id)).containsExactly(NEW, OLD);
        assertThat(calls.count()).isEqualTo(1);
    }

    @Test
    void aSecretIsAskedForOnceAMinute() {
        SourceId id = new SourceId("minute");
        elsewhere.replace(id, elsewhere.held(id), List.of(OLD));
        secrets.ofSource(id);
        elsewhere.replace(id, elsewhere.held(id), List.of(NEW));
        calls.reset();

        clock.pass(Duration.ofSeconds(59));
        assertThat(secrets.ofSource(id)).containsExactly(OLD);
        assertThat(calls.count()).isZero();
        clock.pass(Duration.ofSeconds(1));
        assertThat(secrets.ofSource(id)).containsExactly(NEW);
        assertThat(calls.count()).isEqualTo(1);
    }

    @Test
    void aSecretThatIsNotThereIsAskedForAgainAfterAMoment() {
        SourceId id = new SourceId("later");
        assertThat(secrets.ofSource(id)).isEmpty();
        calls.reset();
        assertThat(secrets.ofSource(id)).isEmpty();
        assertThat(calls.count()).isZero();

        elsewhere.replace(id, elsewhere.held(id), List.of(NEW));
        clock.pass(Duration.ofSeconds(5));

        assertThat(secrets.ofSource(id)).containsExactly(NEW);
    }

    @Test
    void aRotatedSecretIsSeenAtOnceWhenTheOldOneIsForgotten() {
        SourceId id = new SourceId("rotated");
        elsewhere.replace(id, elsewhere.held(id), List.of(OLD));
        secrets.ofSource(id);
        elsewhere.replace(id, elsewhere.held(id), List.of(NEW, OLD));

        assertThat(secrets.ofSource(id)).containsExactly(OLD);
        secrets.forget(id);

        assertThat(secrets.ofSource(id)).containsExactly(NEW, OLD);
    }

    @Test
    void aFloodOfForgettingAsksTheStoreOnceASecondForEachSecret() {
        SourceId flooded = new SourceId("flooded");
        SourceId calm = new SourceId("calm");
        elsewhere.replace(flooded, elsewhere.held(flooded), List.of(OLD));
        elsewhere.replace(calm, elsewhere.held(calm), List.of(OLD));
        secrets.ofSource(flooded);
        secrets.ofSource(calm);
        calls.reset();

        for (int i = 0; i < 100; i++) {
            secrets.forget(flooded);
            secrets.ofSource(flooded);
        }
        assertThat(calls.count()).isEqualTo(1);
        secrets.forget(calm);
        secrets.ofSource(calm);
        assertThat(calls.count()).isEqualTo(2);
        clock.pass(Duration.ofSeconds(1));
        secrets.forget(flooded);
        secrets.ofSource(flooded);
        assertThat(calls.count()).isEqualTo(3);
    }

    @Test
    void whileTheStoreIsDownWhatWasReadServesForAnHour() {
        SourceId id = new SourceId("outage");
        elsewhere.replace(id, elsewhere.held(id), List.of(NEW));
        secrets.ofSource(id);
        outage.down = true;

        clock.pass(Duration.ofMinutes(59));
        assertThat(secrets.ofSource(id)).containsExactly(NEW);
        clock.pass(Duration.ofMinutes(1));
        assertThatThrownBy(() -> secrets.ofSource(id))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining(prefix + "/sources/outage");

        outage.down = false;
        assertThat(secrets.ofSource(id)).containsExactly(NEW);
    }

    @Test
    void whoeverTheOldValueDidNotServeIsToldThatTheStoreIsDown() {
        SourceId id = new SourceId("rotated-in-outage");
        elsewhere.replace(id, elsewhere.held(id), List.of(NEW));
        secrets.ofSource(id);
        outage.down = true;

        secrets.forget(id);
        assertThatThrownBy(() -> secrets.ofSource(id)).isInstanceOf(Unavailable.class);
        assertThat(secrets.ofSource(id)).as("everyone else").containsExactly(NEW);
    }

    @Test
    void aStoreThatIsDownIsLeftAloneForAMoment() {
        SourceId id = new SourceId("left-alone");
        elsewhere.replace(id, elsewhere.held(id), List.of(NEW));
        secrets.ofSource(id);
        outage.down = true;
        clock.pass(Duration.ofSeconds(60));
        calls.reset();

        for (int i = 0; i < 10; i++) {
            secrets.ofSource(id);
        }

        assertThat(calls.count()).isEqualTo(1);
        outage.down = false;
        clock.pass(Duration.ofSeconds(5));
        secrets.ofSource(id);
        assertThat(calls.count()).isEqualTo(2);
    }

    @Test
    void neverReadAndTheStoreDownIsUnavailable() {
        outage.down = true;

        assertThatThrownBy(() -> secrets.ofConnection(new ConnectionId("cold")))
                .isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> secrets.store(new ConnectionId("cold"), List.of(NEW)))
                .isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> secrets.remove(new ConnectionId("cold")))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void aForgottenConnectionAlsoGetsWhatARotationHasPending() {
        ConnectionId id = new ConnectionId("pending");
        elsewhere.store(id, List.of(OLD));
        pending("connections/pending", SecretDocument.text(List.of(NEW, OLD)));

        assertThat(secrets.ofConnection(id)).containsExactly(OLD);
        secrets.forget(id);

        assertThat(secrets.ofConnection(id)).containsExactly(OLD, NEW);
    }

    @Test
    void aPendingVersionThatIsNoneOfOursIsPassedOver() {
        ConnectionId id = new ConnectionId("half-rotated");
        elsewhere.store(id, List.of(NEW));
        pending("connections/half-rotated", "not yet");

        secrets.forget(id);

        assertThat(secrets.ofConnection(id)).containsExactly(NEW);
    }

    @Test
    void aMalformedSecretIsNamedAndNotQuoted() {
        SourceId id = new SourceId("malformed");
        String name = prefix + "/sources/malformed";
        elsewhere.replace(id, elsewhere.held(id), List.of());
        for (String wrong :
                new String[] {
                    "hush",
                    "[]",
                    "{\"values\":[{\"id\":\"hush\"}]}",
                    "{\"values\":[{\"id\":\"a\",\"value\":\"hush\",\"valid_until\":\"hush\"}]}"
                }) {
            system.secretsManager().putSecretValue(b -> b.secretId(name).secretString(wrong));
            clock.pass(Duration.ofHours(2));

            assertThatThrownBy(() -> secrets.ofSource(id))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining(name)
                    .hasMessageNotContaining("hush")
                    .hasStackTraceContaining("Unavailable");
        }
    }

    @Test
    void manyWhoAskAtOnceAskTheStoreOnce() throws Exception {
        ConnectionId id = new ConnectionId("crowd");
        elsewhere.store(id, List.of(NEW));
        calls.delay(Duration.ofMillis(100));

        List<Callable<List<Secret>>> crowd = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            crowd.add(() -> secrets.ofConnection(id));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<Secret>> one : threads.invokeAll(crowd)) {
                assertThat(one.get()).containsExactly(NEW);
            }
        }

        assertThat(calls.count()).isEqualTo(1);
    }

    @Test
    void theIdentityKeyIsTheGeneratedTextOfItsSecret() {
        String name = system.secretName("IdentityKey");

        byte[] key = IdentityKey.read(client, name);

        assertThat(key)
                .isEqualTo(
                        system.secretsManager()
                                .getSecretValue(b -> b.secretId(name))
                                .secretString()
                                .getBytes(StandardCharsets.UTF_8))
                .hasSizeGreaterThanOrEqualTo(16);
        assertThatThrownBy(() -> IdentityKey.read(client, name + "-of-nobody"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("IDENTITY_SECRET");
    }

    private String stored(String name) {
        return system.secretsManager()
                .getSecretValue(b -> b.secretId(prefix + "/" + name))
                .secretString();
    }

    private void pending(String name, String text) {
        system.secretsManager()
                .putSecretValue(b ->
                        b.secretId(prefix + "/" + name)
                                .secretString(text)
                                .versionStages("AWSPENDING"));
    }

    private static final class Outage implements ExecutionInterceptor {

        private volatile boolean down;

        @Override
        public void beforeTransmission(
                Context.BeforeTransmission context, ExecutionAttributes attributes) {
            if (down) {
                throw SdkClientException.create("nobody answers");
            }
        }
    }
}
