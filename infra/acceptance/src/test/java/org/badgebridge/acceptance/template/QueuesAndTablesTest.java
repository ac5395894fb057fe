package org.badgebridge.acceptance.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.acceptance.SamTemplate.FUNCTION;
import static org.badgebridge.acceptance.SamTemplate.QUEUE;
import static org.badgebridge.acceptance.SamTemplate.TABLE;
import static org.badgebridge.acceptance.SamTemplate.events;
import static org.badgebridge.acceptance.SamTemplate.ids;
import static org.badgebridge.acceptance.SamTemplate.properties;
import static org.badgebridge.acceptance.SamTemplate.referred;
import static org.badgebridge.acceptance.template.FunctionsTest.timeout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.badgebridge.acceptance.SamTemplate;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Queues and tables.
final class QueuesAndTablesTest {

    @Test
    void messageIsNotSeenTwiceWhileItIsWorkedOn() {
        Map<String, Duration> visible = new TreeMap<>();
        Map<String, Duration> sixTimeouts = new TreeMap<>();
        for (String function : consumers()) {
            String queue = queueOf(function);
            visible.put(
                    queue, Duration.ofSeconds(properties(queue).path("VisibilityTimeout").asInt()));
            sixTimeouts.put(queue, timeout(function).multipliedBy(6));
        }

        assertThat(visible).isNotEmpty().isEqualTo(sixTimeouts);
    }

    @Test
    void everyQueueWithAConsumerGivesUpIntoADeadLetterQueue() {
        assertThat(consumers())
                .isNotEmpty()
                .allSatisfy(function -> {
                    JsonNode redrive = properties(queueOf(function)).path("RedrivePolicy");
                    String deadLetters = referred(redrive.path("deadLetterTargetArn"));
                    assertThat(redrive.path("maxReceiveCount").asInt()).isEqualTo(20);
                    assertThat(retention(deadLetters)).isEqualTo(Duration.ofDays(14));
                    assertThat(retention(queueOf(function))).isLessThan(Duration.ofDays(14));
                });
    }

    @Test
    void everyQueueIsConsumedOrHoldsDeadLetters() {
        List<String> consumed = consumers().stream().map(QueuesAndTablesTest::queueOf).toList();
        List<String> deadLetters =
                consumed.stream()
                        .map(queue ->
                                referred(
                                        properties(queue)
                                                .path("RedrivePolicy")
                                                .path("deadLetterTargetArn")))
                        .toList();

        assertThat(ids(QUEUE))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(consumed, deadLetters, List.of(deadLettersOfSignals()))
                                .flatMap(List::stream)
                                .toList());
    }

    @Test
    void signalsArePublishedOnceWhenTheyAreWritten() throws JsonProcessingException {
        JsonNode pipe = properties("SignalsPipe");
        JsonNode filter =
                new ObjectMapper()
                        .readTree(
                                pipe.path("SourceParameters")
                                        .path("FilterCriteria")
                                        .path("Filters")
                                        .path(0)
                                        .path("Pattern")
                                        .asText());

        assertThat(pipe.path("Source").path("Fn::GetAtt"))
                .extracting(JsonNode::asText)
                .containsExactly("BadgesTable", "StreamArn");
        assertThat(filter.path("eventName")).extracting(JsonNode::asText).containsExactly("INSERT");
        assertThat(filter.at("/dynamodb/Keys/sk/S/0/prefix").asText()).isEqualTo("SIGNAL#");
        assertThat(referred(pipe.path("Target"))).isEqualTo("SignalsBus");
        assertThat(retention(deadLettersOfSignals())).isEqualTo(Duration.ofDays(14));
    }

    /// Whoever listens gets JSON with the fields of a signal, whatever it has of them.
    @Test
    void publishedSignalIsJsonOfTheFieldsOfItsRecord() throws JsonProcessingException {
        JsonNode target = properties("SignalsPipe").path("TargetParameters");
        JsonNode detail = new ObjectMapper().readTree(target.path("InputTemplate").asText());

        assertThat(target.path("EventBridgeEventBusParameters").path("DetailType").asText())
                .isEqualTo("$.dynamodb.NewImage.record.M.type.S");
        assertThat(detail.properties())
                .filteredOn(field -> field.getValue().isTextual())
                .isNotEmpty()
                .allSatisfy(field ->
                        assertThat(field.getValue().asText())
                                .isEqualTo(
                                        "<$.dynamodb.NewImage.record.M.%s.S>"
                                                .formatted(field.getKey())));
    }

    @Test
    void oneBadMessageOfABatchDoesNotBringTheOthersBack() {
        assertThat(consumers())
                .isNotEmpty()
                .allSatisfy(function -> {
                    JsonNode source = events(function, "SQS").getFirst();
                    assertThat(SamTemplate.stream(source.path("FunctionResponseTypes")))
                            .extracting(JsonNode::asText)
                            .containsExactly("ReportBatchItemFailures");
                    assertThat(source.path("ScalingConfig").path("MaximumConcurrency").asInt())
                            .isBetween(2, 1000);
                });
    }

    @Test
    void noTableIsLostBySlipOfAHand() {
        assertThat(ids(TABLE))
                .isNotEmpty()
                .allSatisfy(id -> {
                    JsonNode table = properties(id);
                    assertThat(table.path("DeletionProtectionEnabled").asBoolean()).isTrue();
                    assertThat(
                                    table.path("PointInTimeRecoverySpecification")
                                            .path("PointInTimeRecoveryEnabled")
                                            .asBoolean())
                            .isTrue();
                    assertThat(table.path("TimeToLiveSpecification").path("AttributeName").asText())
                            .isEqualTo("expires_at");
                    assertThat(table.path("TimeToLiveSpecification").path("Enabled").asBoolean())
                            .isTrue();
                });
    }

    private static List<String> consumers() {
        return ids(FUNCTION).stream().filter(id -> !events(id, "SQS").isEmpty()).toList();
    }

    private static String queueOf(String function) {
        return referred(events(function, "SQS").getFirst().path("Queue"));
    }

    private static String deadLettersOfSignals() {
        return referred(
                properties("SignalsPipe")
                        .path("SourceParameters")
                        .path("DynamoDBStreamParameters")
                        .path("DeadLetterConfig")
                        .path("Arn"));
    }

    private static Duration retention(String queue) {
        return Duration.ofSeconds(properties(queue).path("MessageRetentionPeriod").asLong());
    }
}
