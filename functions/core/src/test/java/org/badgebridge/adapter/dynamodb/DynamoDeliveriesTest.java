package org.badgebridge.adapter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.port.Deliveries.Kind;
import org.badgebridge.port.Deliveries.Verdict;
import org.badgebridge.port.Page;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

@WithTestSystem
class DynamoDeliveriesTest {

    private final Stores stores;
    private final DynamoDeliveries deliveries;

    DynamoDeliveriesTest(TestSystem system) {
        stores = Stores.of(system);
        deliveries = stores.deliveries();
    }

    @Test
    void verdictsComeNewestFirstWithAllTheyHave() {
        SourceId source = new SourceId("ordered");
        Verdict full =
                new Verdict(
                        source,
                        "d-2",
                        at(2),
                        Kind.UNUSABLE,
                        "no course",
                        "s-1",
                        "c-1",
                        "{}",
                        Map.of("x", "1"),
                        Map.of("scheme", "bearer"));
        Verdict bare = verdict(source, "d-1", at(1), Kind.ACCEPTED);
        Verdict newest = verdict(source, "d-0", at(3), Kind.REJECTED);
        deliveries.record(full);
        deliveries.record(newest);
        deliveries.record(bare);
        deliveries.record(verdict(new SourceId("another"), "d-9", at(9), Kind.IGNORED));

        Page<Verdict> first = deliveries.of(source, 2, Page.Cursor.START);
        Page.@Nullable Cursor next = first.next();

        assertThat(first.items()).containsExactly(newest, full);
        assertThat(next).isNotNull();
        assertThat(deliveries.of(source, 2, next == null ? Page.Cursor.START : next).items())
                .containsExactly(bare);
    }

    @Test
    void theSameDeliveryAgainTakesThePlaceOfTheFirst() {
        SourceId source = new SourceId("repeating");
        deliveries.record(verdict(source, "d-1", at(1), Kind.UNUSABLE));
        Verdict mapped = verdict(source, "d-1", at(5), Kind.ACCEPTED);

        deliveries.record(mapped);

        assertThat(deliveries.of(source, 10, Page.Cursor.START).items()).containsExactly(mapped);
    }

    @Test
    void aVerdictIsForgottenAfterThirtyDays() {
        SourceId source = new SourceId("forgetful");

        deliveries.record(verdict(source, "d-1", at(0), Kind.ACCEPTED));

        assertThat(stores.raw(stores.settings(), new Key("SOURCE#forgetful", "DELIVERY#d-1")))
                .containsEntry(
                        "expires_at",
                        AttributeValue.fromN(
                                at(0).plus(Duration.ofDays(30)).getEpochSecond() + ""));
    }

    @Test
    void whatIsHeldIsKeptUntilSomebodyDecides() {
        SourceId source = new SourceId("patient");
        deliveries.record(verdict(source, "d-1", at(0), Kind.HELD));

        assertThat(stores.raw(stores.settings(), new Key("SOURCE#patient", "DELIVERY#d-1")))
                .doesNotContainKey("expires_at");

        deliveries.record(verdict(source, "d-1", at(0), Kind.ACCEPTED));

        assertThat(stores.raw(stores.settings(), new Key("SOURCE#patient", "DELIVERY#d-1")))
                .containsKey("expires_at");
    }

    @Test
    void oneIsFoundByItsIdAndSeveralByTheirKinds() {
        SourceId source = new SourceId("sorted");
        Verdict held = verdict(source, "d-1", at(1), Kind.HELD);
        Verdict captured = verdict(source, "d-2", at(2), Kind.CAPTURED);
        deliveries.record(held);
        deliveries.record(captured);
        deliveries.record(verdict(source, "d-3", at(3), Kind.ACCEPTED));

        assertThat(deliveries.find(source, "d-1")).hasValue(held);
        assertThat(deliveries.find(source, "d-9")).isEmpty();
        assertThat(
                        deliveries
                                .of(source, Set.of(Kind.HELD, Kind.CAPTURED), 10, Page.Cursor.START)
                                .items())
                .containsExactly(captured, held);
    }

    @Test
    void whatIsPutAsideIsFoundPageByPage() {
        SourceId source = new SourceId("aside");
        List<Verdict> kept =
                List.of(
                        verdict(source, "d-1", at(1), Kind.UNUSABLE),
                        verdict(source, "d-2", at(2), Kind.CAPTURED),
                        verdict(source, "d-4", at(3), Kind.HELD));
        kept.forEach(deliveries::record);
        deliveries.record(verdict(source, "d-3", at(4), Kind.ACCEPTED));
        deliveries.record(verdict(new SourceId("aside-2"), "d-5", at(4), Kind.HELD));

        Page<Verdict> first = deliveries.putAside(source, 2, Page.Cursor.START);
        Page.Cursor next = Objects.requireNonNull(first.next());

        assertThat(first.items()).isEqualTo(kept.subList(0, 2));
        assertThat(deliveries.putAside(source, 2, next).items()).isEqualTo(kept.subList(2, 3));
    }

    @Test
    void idsAndBodiesOfAnyLengthAreKept() {
        SourceId source = new SourceId("long");
        String id = "ü".repeat(3_000);
        String broken = "\uFFFD".repeat(262_144);
        Verdict verdict =
                new Verdict(
                        source,
                        id,
                        at(0),
                        Kind.UNUSABLE,
                        "not JSON",
                        null,
                        null,
                        broken,
                        Map.of(),
                        Map.of());

        deliveries.record(verdict);

        List<Verdict> kept = deliveries.of(source, 10, Page.Cursor.START).items();
        assertThat(kept).extracting(Verdict::deliveryId).containsExactly(id);
        assertThat(broken).startsWith(String.valueOf(kept.getFirst().body()));
    }

    private static Instant at(int second) {
        return Samples.NOW.plusSeconds(second);
    }

    private static Verdict verdict(SourceId source, String id, Instant at, Kind kind) {
        return new Verdict(source, id, at, kind, null, null, null, null, Map.of(), Map.of());
    }
}
