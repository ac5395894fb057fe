package org.badgebridge.bench;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Makes a sample's items those of somebody else at another time: in every text, names are replaced
/// and times are moved. Thread-safe.
final class Copies {

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z";

    /// As in keys; records take it too.
    private static final DateTimeFormatter FIXED_WIDTH =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final String EXPIRES_AT = "expires_at";
    private static final String DUE_SHARD = "due_shard";
    private static final int SHARDS = 16;

    private final List<String> names;
    private final Instant at;
    private final List<Map<String, AttributeValue>> items;
    private final Pattern replaced;

    private Copies(List<String> names, Instant at, List<Map<String, AttributeValue>> items) {
        this.names = names;
        this.at = at;
        this.items = items;
        this.replaced =
                Pattern.compile(
                        names.stream().map(Pattern::quote).collect(Collectors.joining("|", "", "|"))
                                + TIME);
    }

    /// Copies of what is stored under a sample's names.
    static Copies of(Names sample, DynamoDbClient client, String table) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (String pk : List.of("LEARNER#" + sample.learner(), "EMAIL#" + sample.emailDigest())) {
            items.addAll(
                    client.query(q ->
                                    q.tableName(table)
                                            .keyConditionExpression("pk = :pk")
                                            .expressionAttributeValues(
                                                    Map.of(":pk", AttributeValue.fromS(pk)))
                                            .consistentRead(true))
                            .items());
        }
        return new Copies(sample.texts(), sample.event().receivedAt(), items);
    }

    /// The items under other names. What DynamoDB would have removed by `now` is left out.
    List<Map<String, AttributeValue>> under(Names other, Instant now) {
        Instant otherAt = other.event().receivedAt();
        Copy copy = new Copy(texts(other), Duration.between(at, otherAt));
        String shard = "%02d".formatted(Math.floorMod(other.learner().hashCode(), SHARDS));
        List<Map<String, AttributeValue>> copies = new ArrayList<>();
        for (Map<String, AttributeValue> item : items) {
            Map<String, AttributeValue> made = copy.of(item);
            made.computeIfPresent(DUE_SHARD, (_, _) -> AttributeValue.fromS(shard));
            AttributeValue expiry = item.get(EXPIRES_AT);
            if (expiry != null) {
                long moved = Long.parseLong(expiry.n()) + copy.by().toSeconds();
                if (moved <= now.getEpochSecond()) {
                    continue;
                }
                made.put(EXPIRES_AT, AttributeValue.fromN(Long.toString(moved)));
            }
            copies.add(made);
        }
        return copies;
    }

    private Map<String, String> texts(Names other) {
        List<String> others = other.texts();
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            texts.put(names.get(i), others.get(i));
        }
        return texts;
    }

    /// One copy in the making; times move `by` so much.
    private final class Copy {
        private final Map<String, String> texts;
        private final Duration by;

        Copy(Map<String, String> texts, Duration by) {
            this.texts = texts;
            this.by = by;
        }

        Duration by() {
            return by;
        }

        Map<String, AttributeValue> of(Map<String, AttributeValue> map) {
            Map<String, AttributeValue> copy = new HashMap<>();
            map.forEach((name, value) -> copy.put(name, of(value)));
            return copy;
        }

        private AttributeValue of(AttributeValue value) {
            return switch (value.type()) {
                case S -> AttributeValue.fromS(replaced.matcher(value.s()).replaceAll(this::other));
                case M -> AttributeValue.fromM(of(value.m()));
                case L -> AttributeValue.fromL(value.l().stream().map(this::of).toList());
                case N, BOOL, NUL, SS, NS, B, BS, UNKNOWN_TO_SDK_VERSION -> value;
            };
        }

        private String other(MatchResult found) {
            String name = texts.get(found.group());
            return name == null ? FIXED_WIDTH.format(Instant.parse(found.group()).plus(by)) : name;
        }
    }
}
