package org.badgebridge.adapter.dynamodb;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.port.Courses;
import org.badgebridge.port.Page;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// [Courses] in the settings table, beside their source's deliveries; those of all sources by its
/// index.
public final class DynamoCourses implements Courses {

    private static final Duration KEPT = Duration.ofDays(400);

    /// How many queries are made for one page.
    private static final int BUDGET = 4;

    private final DynamoDbClient client;
    private final Table settings;

    public DynamoCourses(DynamoDbClient client, String settingsTable) {
        this.client = client;
        this.settings = new Table(client, settingsTable);
    }

    @Override
    public Optional<Seen> find(SourceId source, String course) {
        return settings.get(SettingsKeys.course(source, course), Seen.class);
    }

    @Override
    public boolean store(Seen course) {
        String place = Key.foreign(course.id().toLowerCase(Locale.ROOT)) + "#" + course.source();
        Item item =
                Item.at(SettingsKeys.course(course.source(), course.id()), course, course.version())
                        .with(SettingsKeys.KIND, SettingsKeys.COURSES)
                        .with(SettingsKeys.SORT, place)
                        .expiringAt(course.lastSeenAt().plus(KEPT));
        return new Transaction(client).put(settings.name(), item, course.version()).commit();
    }

    @Override
    public Page<Seen> list(@Nullable SourceId source, String text, int most, Page.Cursor from) {
        List<Seen> found = new ArrayList<>();
        Map<String, AttributeValue> behind = Cursors.decoded(from).orElse(Map.of());
        for (int i = 0; i < BUDGET; i++) {
            QueryResponse part =
                    settings.read(
                            query(source),
                            Table.Order.RISING,
                            text.isEmpty() ? most - found.size() : Table.LARGEST_PAGE,
                            behind);
            for (int n = 0; n < part.items().size(); n++) {
                Map<String, AttributeValue> item = part.items().get(n);
                Seen course = Item.record(item, Seen.class);
                if (course.contains(text)) {
                    found.add(course);
                }
                if (found.size() == most) {
                    boolean last = !part.hasLastEvaluatedKey() && n == part.items().size() - 1;
                    return new Page<>(found, last ? null : Cursors.encoded(key(item, source)));
                }
            }
            if (!part.hasLastEvaluatedKey()) {
                return new Page<>(found, null);
            }
            behind = part.lastEvaluatedKey();
        }
        return new Page<>(found, Cursors.encoded(behind));
    }

    private static QueryRequest.Builder query(@Nullable SourceId source) {
        return source == null
                ? Conditions.of(SettingsKeys.KIND, SettingsKeys.COURSES)
                        .query()
                        .indexName(SettingsKeys.BY_KIND)
                : Conditions.of(Key.PK, SettingsKeys.ofSource(source))
                        .beginning(Key.SK, SettingsKeys.COURSE)
                        .query()
                        .consistentRead(true);
    }

    /// Where a list of a source, or of all, stands behind an item.
    private static Map<String, AttributeValue> key(
            Map<String, AttributeValue> item, @Nullable SourceId source) {
        Map<String, AttributeValue> key = new HashMap<>(Key.of(item).attributes());
        if (source == null) {
            for (String name : List.of(SettingsKeys.KIND, SettingsKeys.SORT)) {
                key.put(name, Attributes.text(Item.text(item, name)));
            }
        }
        return key;
    }
}
