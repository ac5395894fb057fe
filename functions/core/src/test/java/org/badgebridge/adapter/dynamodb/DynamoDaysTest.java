package org.badgebridge.adapter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Change;
import org.badgebridge.domain.badge.Signal;
import org.badgebridge.port.Days.Counts;
import org.badgebridge.port.Deadline;
import org.badgebridge.testing.Crash;
import org.badgebridge.testing.FaultyCalls;
import org.badgebridge.testing.FaultyCalls.Moment;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.badgebridge.watch.DayCounting;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

@WithTestSystem
class DynamoDaysTest {

    private final TestSystem system;
    private final Stores stores;
    private final Map<LocalDate, Counts> told = new TreeMap<>();
    private Instant toldAt = Instant.EPOCH;

    DynamoDaysTest(TestSystem system) {
        this.system = system;
        stores = Stores.of(system);
    }

    /// Stores a badge of which signals tell.
    private void tell(int number) {
        BadgeId id = new BadgeId(Samples.learnerId(number), Samples.TEMPLATE);
        Change change = Change.none(Samples.untold(Samples.fullBadge(id)));
        assertThat(stores.badges().store(List.of(change), List.of())).isTrue();
        for (Signal signal : change.signals()) {
            told.merge(
                    LocalDate.ofInstant(signal.at(), ZoneOffset.UTC),
                    Counts.of(signal.type()),
                    Counts::plus);
            toldAt = signal.at();
        }
    }

    private void count(DynamoDbClient client, Duration later) {
        Clock clock = Clock.fixed(toldAt.plus(later), ZoneOffset.UTC);
        new DayCounting(
                        new DynamoSignals(client, stores.badgesTable()),
                        new DynamoDays(client, stores.settings()),
                        clock)
                .count(Deadline.in(Duration.ofSeconds(30), clock));
    }

    private Map<LocalDate, Counts> counted() {
        LocalDate day = LocalDate.ofInstant(toldAt, ZoneOffset.UTC);
        return new DynamoDays(system.dynamoDb(), stores.settings())
                .between(day.minusDays(1), day.plusDays(1));
    }

    @Test
    void everySignalIsCountedOnceAMinuteLaterWhereverTheCounterDies() {
        Duration minute = Duration.ofSeconds(61);
        tell(100);
        count(system.dynamoDb(), Duration.ofSeconds(59));
        assertThat(counted()).as("the index may not have all yet").isEmpty();
        count(system.dynamoDb(), minute);
        assertThat(counted()).isNotEmpty().isEqualTo(told);

        int number = 101;
        for (Moment moment : Moment.values()) {
            for (int call = 1; call <= 6; call++) {
                tell(number++);
                FaultyCalls dying = new FaultyCalls().crash(moment, call);
                try (DynamoDbClient client = system.dynamoDb(dying)) {
                    count(client, minute);
                } catch (Crash expected) {
                    assertThat(dying.crashed()).isTrue();
                }
            }
        }
        count(system.dynamoDb(), minute);
        count(system.dynamoDb(), minute);

        assertThat(counted()).isEqualTo(told);
    }
}
