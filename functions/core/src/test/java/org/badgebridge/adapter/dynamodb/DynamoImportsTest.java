package org.badgebridge.adapter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.port.Imports.Chunk;
import org.badgebridge.port.Imports.Import;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

@WithTestSystem
class DynamoImportsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");

    private final TestSystem system;
    private final String table;
    private final DynamoImports imports;

    DynamoImportsTest(TestSystem system) {
        this.system = system;
        table = system.tableName("SettingsTable");
        imports = new DynamoImports(system.dynamoDb(), table);
    }

    private static LearningEvent row(int i, String url) {
        return new LearningEvent(
                "import-" + i,
                new SourceId("campus"),
                "school",
                EventType.COURSE_PASSED,
                NOW.minusSeconds(i),
                NOW,
                new Person(
                        i % 2 == 0 ? null : "u" + i,
                        "ü%d@example.org".formatted(i),
                        "",
                        "Łęcki",
                        i % 2 == 0 ? null : "pt-BR"),
                new Course("welding-1", i % 2 == 0 ? null : "Welding"),
                i % 2 == 0 ? null : "c-" + i,
                url,
                i % 2 == 0 ? null : NOW,
                i % 2 == 0 ? NOW : null,
                EventData.NONE);
    }

    private static Import with(String id, Chunk chunk) {
        return Import.begun(id, new SourceId("campus"), NOW).with(chunk, true, NOW);
    }

    @Test
    void largestChunkComesBackAsItWas() {
        String url = "https://lms.example.org/" + "v".repeat(2000);
        List<LearningEvent> rows = IntStream.range(0, 500).mapToObj(i -> row(i, url)).toList();
        Chunk chunk = new Chunk(7, 510, 500, "d");

        assertThat(imports.add(with("large", chunk), chunk, rows)).isTrue();

        assertThat(imports.rows("large", 7)).isEqualTo(rows);
        assertThat(imports.chunks("large")).containsExactly(chunk);
        assertThat(imports.chunk("large", 7)).contains(chunk);
        assertThat(imports.find("large"))
                .hasValueSatisfying(file -> {
                    assertThat(file.rows()).isEqualTo(510);
                    assertThat(file.bad()).isEqualTo(10);
                    assertThat(file.version()).isEqualTo(1);
                });
    }

    @Test
    void rowKeptBeforeThereWasALanguageIsReadWithoutOne() {
        LearningEvent event = row(2, "#");
        List<String> row = DynamoImports.Part.row(event);
        List<String> old = row.subList(0, row.size() - 1);

        assertThat(DynamoImports.Part.of(event, List.of(old)).events()).containsExactly(event);
    }

    @Test
    void whoIsSlowerKeepsNothing() {
        Chunk one = new Chunk(0, 1, 1, "one");
        Chunk other = new Chunk(1, 1, 1, "other");
        assertThat(imports.add(with("raced", one), one, List.of(row(0, "#")))).isTrue();

        assertThat(imports.add(with("raced", other), other, List.of(row(1, "#")))).isFalse();

        assertThat(imports.chunks("raced")).containsExactly(one);
        assertThat(imports.rows("raced", 1)).isEmpty();
    }

    @Test
    void nothingIsLeftOfWhatIsRemovedAndTheRestEndsByItself() {
        Chunk chunk = new Chunk(0, 2, 2, "d");
        imports.add(with("gone", chunk), chunk, List.of(row(0, "#"), row(1, "#")));
        assertThat(items("gone"))
                .hasSize(3)
                .allSatisfy(item -> assertThat(item).containsKey("expires_at"));

        imports.removeRows("gone", 0);
        assertThat(imports.rows("gone", 0)).isEmpty();
        assertThat(imports.chunk("gone", 0)).isPresent();
        imports.remove("gone");

        assertThat(items("gone")).isEmpty();
    }

    private List<Map<String, AttributeValue>> items(String id) {
        return system.dynamoDb()
                .query(q ->
                        q.tableName(table)
                                .keyConditionExpression("pk = :p")
                                .expressionAttributeValues(
                                        Map.of(":p", AttributeValue.fromS("IMPORT#" + id))))
                .items();
    }
}
