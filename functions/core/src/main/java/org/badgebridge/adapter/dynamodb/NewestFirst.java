package org.badgebridge.adapter.dynamodb;

import org.badgebridge.port.Count;
import org.badgebridge.port.Page;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Several partitions of one index as one list, newest first by `listed_at`. Only the index is
/// read, and no more of it in one go than a budget: a list of which little passes the filter is
/// answered in short pages.
///
/// A page begins below a position, whatever came or went since the page before: what stays listed
/// is seen once.
record NewestFirst(
        Table table,
        String index,
        String partitionName,
        List<String> partitions,
        Consumer<Conditions> filter,
        @Nullable Instant since,
        @Nullable Instant until) {

    /// How many queries are made for one page of a list, besides the first of each partition.
    private static final int BUDGET = 8;

    /// How many items one query looks at when most may be left out.
    private static final int FILTERED = 1000;

    private static final String BEGINNING = "0";
    private static final String END = "9";
    private static final String NOTHING_LEFT = "";

    /// Where a page begins: at a time and, of what is of that time, at an id.
    private static final Pattern POSITION = Pattern.compile("[0-9T:.Z-]{20,30}#.{1,900}");

    NewestFirst {
        partitions = List.copyOf(partitions);
    }

    Page<Key> page(int most, Page.Cursor from) {
        String below = position(from).orElse(null);
        List<Strand> strands =
                partitions.stream().map(partition -> new Strand(partition, below, most)).toList();
        strands.forEach(Strand::read);
        // What moves to another partition meanwhile may be found in both.
        Set<Key> keys = new LinkedHashSet<>();
        String last = END;
        int budget = BUDGET;
        while (keys.size() < most) {
            // Below this, some partition may have what was not read yet.
            String frontier =
                    strands.stream()
                            .map(Strand::frontier)
                            .max(Comparator.naturalOrder())
                            .orElse(NOTHING_LEFT);
            Optional<Strand> newest =
                    strands.stream()
                            .filter(strand -> !strand.open.isEmpty())
                            .max(Comparator.comparing(Strand::head))
                            .filter(strand -> strand.head().compareTo(frontier) >= 0);
            if (newest.isPresent()) {
                last = newest.get().head();
                keys.add(Key.of(newest.get().open.removeFirst()));
            } else if (frontier.equals(NOTHING_LEFT)) {
                return new Page<>(List.copyOf(keys), null);
            } else if (budget == 0) {
                return new Page<>(List.copyOf(keys), cursor(frontier));
            } else {
                budget--;
                strands.stream()
                        .filter(strand -> strand.frontier().equals(frontier))
                        .forEach(Strand::read);
            }
        }
        return new Page<>(
                List.copyOf(keys), strands.stream().allMatch(Strand::over) ? null : cursor(last));
    }

    /// Counts up to `most`, and no longer than the budget lasts.
    Count count(int most) {
        long count = 0;
        int budget = BUDGET + partitions.size();
        for (String partition : partitions) {
            Map<String, AttributeValue> from = Map.of();
            do {
                if (count > most || budget == 0) {
                    return new Count(Math.min(count, most), true);
                }
                QueryResponse part =
                        table.read(
                                conditions(partition, null)
                                        .query()
                                        .indexName(index)
                                        .select(Select.COUNT),
                                Table.Order.FALLING,
                                Table.LARGEST_PAGE,
                                from);
                count += part.count();
                budget--;
                from = part.lastEvaluatedKey();
            } while (!from.isEmpty());
        }
        return new Count(Math.min(count, most), count > most);
    }

    private Conditions conditions(String partition, @Nullable String below) {
        String first = since == null ? BEGINNING : Key.time(since);
        // A time comes before all that bears it, so what is of this moment is left out.
        String end = until == null ? END : Key.time(until);
        String last = below == null || below.compareTo(end) > 0 ? end : below;
        // DynamoDB refuses a range that ends before it begins.
        Conditions conditions =
                Conditions.of(partitionName, partition)
                        .between(
                                BadgesKeys.LISTED_AT,
                                first.compareTo(last) > 0 ? last : first,
                                last);
        filter.accept(conditions);
        return conditions;
    }

    private static Page.Cursor cursor(String position) {
        return Cursors.encoded(Map.of(BadgesKeys.LISTED_AT, Attributes.text(position)));
    }

    /// @throws IllegalArgumentException when the cursor is none of such a list
    private static Optional<String> position(Page.Cursor cursor) {
        return Cursors.decoded(cursor)
                .map(key -> {
                    AttributeValue position = key.get(BadgesKeys.LISTED_AT);
                    if (key.size() != 1
                            || position == null
                            || !POSITION.matcher(position.s()).matches()) {
                        throw new IllegalArgumentException("The cursor is one of another list.");
                    }
                    return position.s();
                });
    }

    /// What has been read of one partition. Never leaves the page that it is read for.
    private final class Strand {
        private final String partition;
        private final @Nullable String below;
        private final int most;
        private final Deque<Map<String, AttributeValue>> open = new ArrayDeque<>();
        private Map<String, AttributeValue> from = Map.of();
        private boolean done;

        Strand(String partition, @Nullable String below, int most) {
            this.partition = partition;
            this.below = below;
            this.most = most;
        }

        void read() {
            Conditions conditions = conditions(partition, below);
            // One more, because the last of the page before is read again.
            int limit = conditions.hasFilters() ? FILTERED : most + 1;
            QueryResponse part =
                    table.read(
                            conditions.query().indexName(index), Table.Order.FALLING, limit, from);
            part.items().stream().filter(item -> !at(item).equals(below)).forEach(open::addLast);
            from = part.lastEvaluatedKey();
            done = from.isEmpty();
        }

        /// Above this all is known; nothing is when there is no more to read.
        String frontier() {
            return done ? NOTHING_LEFT : at(from);
        }

        String head() {
            return at(open.getFirst());
        }

        boolean over() {
            return done && open.isEmpty();
        }

        private static String at(Map<String, AttributeValue> item) {
            return Item.text(item, BadgesKeys.LISTED_AT);
        }
    }
}
