package org.badgebridge.award;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.badgebridge.adapter.dynamodb.DynamoSecretUses;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.port.SecretUses;
import org.badgebridge.testing.Crash;
import org.badgebridge.testing.FaultyCalls;
import org.badgebridge.testing.FaultyCalls.Moment;
import org.badgebridge.testing.MovableClock;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.time.Duration;
import java.time.Instant;

/// Each test has a source of its own.
@WithTestSystem
class SecretWatchTest {

    private static final Instant START = MovableClock.START;

    private final FaultyCalls calls = new FaultyCalls();
    private final DynamoDbClient client;
    private final SecretUses uses;
    private final SecretWatch watch;

    SecretWatchTest(TestSystem system) {
        client = system.dynamoDb(calls);
        uses = new DynamoSecretUses(client, system.tableName("SettingsTable"));
        watch = new SecretWatch(uses);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void secretIsWrittenOnceAnHourHoweverManyPostsItProves() {
        SourceId source = new SourceId("proven");
        for (int second = 0; second < 50; second++) {
            watch.matched(source, "s-1", START.plusSeconds(second));
        }
        assertThat(calls.operations()).containsExactly("PutItem");

        watch.matched(source, "s-2", START.plusSeconds(7));
        watch.matched(source, "s-1", START.plus(Duration.ofHours(1)));

        assertThat(calls.operations()).hasSize(3);
        assertThat(uses.ofSource(source))
                .containsOnlyKeys("s-1", "s-2")
                .containsEntry("s-1", START.plus(Duration.ofHours(1)))
                .containsEntry("s-2", START.plusSeconds(7));
        assertThat(uses.ofSource(new SourceId("proven-2"))).isEmpty();
    }

    @Test
    void postThatWasLongOnItsWayNeverTakesALaterTimeAway() {
        SourceId source = new SourceId("late");
        watch.matched(source, "s-1", START);

        new SecretWatch(uses).matched(source, "s-1", START.minus(Duration.ofDays(3)));

        assertThat(uses.ofSource(source)).containsEntry("s-1", START);
    }

    @Test
    void whatCouldNotBeWrittenIsTriedAgain() {
        SourceId source = new SourceId("tried");
        calls.crash(Moment.BEFORE_SENT, 1);
        assertThatThrownBy(() -> watch.matched(source, "s-1", START)).isInstanceOf(Crash.class);
        calls.reset();

        watch.matched(source, "s-1", START);

        assertThat(uses.ofSource(source)).containsEntry("s-1", START);
    }
}
