package org.badgebridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import java.util.Map;

@WithTestSystem
final class TestSystemTest {

    private final TestSystem system;

    TestSystemTest(TestSystem system) {
        this.system = system;
    }

    @Test
    void tablesOfTheTemplateTakeTransactions() {
        Map<String, AttributeValue> item = item("transaction");
        system.dynamoDb()
                .transactWriteItems(request ->
                        request.transactItems(
                                TransactWriteItem.builder()
                                        .put(
                                                Put.builder()
                                                        .tableName(system.tableName("BadgesTable"))
                                                        .item(item)
                                                        .build())
                                        .build()));

        assertThat(
                        system.dynamoDb()
                                .getItem(request ->
                                        request.tableName(system.tableName("BadgesTable"))
                                                .key(item))
                                .item())
                .isEqualTo(item);
    }

    @Test
    void tablesHaveTheIndexesAndTimeToLiveOfTheTemplate() {
        String table = system.tableName("BadgesTable");

        assertThat(
                        system.dynamoDb()
                                .describeTable(request -> request.tableName(table))
                                .table()
                                .globalSecondaryIndexes())
                .extracting(index -> index.indexName())
                .containsExactlyInAnyOrder("due", "listed", "by-template", "by-course", "waiting");
        assertThat(
                        system.dynamoDb()
                                .describeTimeToLive(request -> request.tableName(table))
                                .timeToLiveDescription()
                                .attributeName())
                .isEqualTo("expires_at");
    }

    @Test
    void queuesHaveTheTemplatesVisibilityAndDeadLetters() {
        Map<QueueAttributeName, String> attributes =
                system.sqs()
                        .getQueueAttributes(request ->
                                request.queueUrl(system.queueUrl("SettleQueue"))
                                        .attributeNames(QueueAttributeName.ALL))
                        .attributes();

        assertThat(attributes.get(QueueAttributeName.VISIBILITY_TIMEOUT)).isEqualTo("360");
        assertThat(attributes.get(QueueAttributeName.REDRIVE_POLICY))
                .contains("settle-dead-letters")
                .contains("20");
    }

    @Test
    void generatedSecretIsThereUnderTheNameThatFunctionsGet() {
        String name = system.environment("BadgeAwarder").get("IDENTITY_SECRET");

        assertThat(
                        system.secretsManager()
                                .getSecretValue(request -> request.secretId(name))
                                .secretString())
                .hasSize(64);
    }

    @Test
    void environmentOfAFunctionNamesWhatIsThere() {
        Map<String, String> environment = system.environment("BadgeIssuer");

        assertThat(environment)
                .containsEntry("BADGES_TABLE", system.tableName("BadgesTable"))
                .containsEntry("SETTLE_QUEUE_URL", system.queueUrl("SettleQueue"));
    }

    @Test
    void clientWithoutSettingsFindsTheEngines() {
        try (DynamoDbClient plain = DynamoDbClient.create()) {
            assertThat(plain.listTables().tableNames()).contains(system.tableName("SettingsTable"));
        }
    }

    @Test
    void anotherSystemDoesNotSeeTheItemsOfThisOne() {
        system.dynamoDb()
                .putItem(request ->
                        request.tableName(system.tableName("SettingsTable")).item(item("mine")));

        try (TestSystem other = TestSystem.create()) {
            assertThat(
                            other.dynamoDb()
                                    .scan(request ->
                                            request.tableName(other.tableName("SettingsTable")))
                                    .items())
                    .isEmpty();
        }
    }

    @Nested
    final class InANestedClass {

        @Test
        void theSystemIsTheOuterClasss(TestSystem nested) {
            assertThat(nested).isSameAs(system);
        }
    }

    private static Map<String, AttributeValue> item(String key) {
        return Map.of("pk", AttributeValue.fromS(key), "sk", AttributeValue.fromS("item"));
    }
}
