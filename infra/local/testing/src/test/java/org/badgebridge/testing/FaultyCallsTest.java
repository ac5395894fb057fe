package org.badgebridge.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.badgebridge.testing.FaultyCalls.Moment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

import java.time.Duration;
import java.util.Map;

@WithTestSystem
final class FaultyCallsTest {

    private final TestSystem system;
    private final FaultyCalls faults = new FaultyCalls();
    private final DynamoDbClient client;

    FaultyCallsTest(TestSystem system) {
        this.system = system;
        this.client = system.dynamoDb(faults);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void crashBeforeTheSecondCallLeavesTheFirstDone() {
        faults.crash(Moment.BEFORE_SENT, 2);
        put("before-1");

        assertThatExceptionOfType(Crash.class).isThrownBy(() -> put("before-2"));

        assertThat(isThere("before-1")).isTrue();
        assertThat(isThere("before-2")).isFalse();
    }

    @Test
    void crashAfterTheAnswerLeavesTheCallDone() {
        faults.crash(Moment.AFTER_ANSWERED, 1);

        assertThatExceptionOfType(Crash.class).isThrownBy(() -> put("after-1"));

        assertThat(isThere("after-1")).isTrue();
        assertThat(faults.crashed()).isTrue();
    }

    @Test
    void crashAlsoComesAfterARefusal() {
        put("refused");
        faults.reset();
        faults.crash(Moment.AFTER_ANSWERED, 1);

        assertThatExceptionOfType(Crash.class).isThrownBy(() -> putNew("refused"));
        faults.reset();
        assertThatExceptionOfType(ConditionalCheckFailedException.class)
                .isThrownBy(() -> putNew("refused"));
    }

    @Test
    void deadProcessCallsNobody() {
        faults.crash(Moment.BEFORE_SENT, 1);

        assertThatExceptionOfType(Crash.class).isThrownBy(() -> put("dead-1"));
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> put("dead-2"));

        assertThat(isThere("dead-2")).isFalse();
    }

    @Test
    void callsAreCountedByName() {
        faults.delay(Duration.ofMillis(1));
        put("counted");
        client.listTables();

        assertThat(faults.operations()).containsExactly("PutItem", "ListTables");
        assertThat(faults.count()).isEqualTo(2);
    }

    private void put(String key) {
        client.putItem(request -> request.tableName(table()).item(item(key)));
    }

    private void putNew(String key) {
        client.putItem(request ->
                request.tableName(table())
                        .item(item(key))
                        .conditionExpression("attribute_not_exists(pk)"));
    }

    private boolean isThere(String key) {
        return system.dynamoDb()
                .getItem(request -> request.tableName(table()).key(item(key)))
                .hasItem();
    }

    private String table() {
        return system.tableName("SettingsTable");
    }

    private static Map<String, AttributeValue> item(String key) {
        return Map.of("pk", AttributeValue.fromS(key), "sk", AttributeValue.fromS("item"));
    }
}
