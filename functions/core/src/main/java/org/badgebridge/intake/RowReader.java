package org.badgebridge.intake;

import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.domain.learner.LearnerIds;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts the rows of a file into our words, by the rules that posts are read by. Reading a row again
/// gives an event of the same id. Thread-safe.
public final class RowReader {

    /// The fields that a file may have, each as the payload that a row is taken for has it. A file
    /// that has one time only says by it when the event was, too.
    private static final FieldMap FIELDS = fields();

    /// A file does not say what a row tells of; its layout does.
    private static final EventNames NO_NAMES = new EventNames(Places.NONE, Map.of());

    private final LearnerIds ids;

    public RowReader(LearnerIds ids) {
        this.ids = ids;
    }

    /// How the rows of a file are to be read: what each tells of, which column has which field,
    /// what all rows have in common that no column has, and the zone of times that carry none;
    /// without it such times are wrong.
    public record Layout(
            EventType type,
            Map<Field, String> columns,
            Map<Field, String> constants,
            @Nullable ZoneId zone) {

        /// The types that a row may tell of: what was earned, not what was lost.
        public static final Set<EventType> TYPES =
                Set.of(EventType.CERTIFICATE_ISSUED, EventType.COURSE_PASSED);

        /// The fields that a column may have.
        public static final Set<Field> FIELDS =
                Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(Field.EVENT_ID)));

        public Layout {
            columns = Map.copyOf(columns);
            constants = Map.copyOf(constants);
        }

        public boolean has(Field field) {
            return columns.containsKey(field) || constants.containsKey(field);
        }

        /// What the field's column is called in the file; the field's own word when it has none.
        String column(Field field) {
            return columns.getOrDefault(field, field.word());
        }
    }

    /// What a row came to.
    public sealed interface Row {

        record Of(LearningEvent event) implements Row {}

        /// All that is wrong with it.
        record Bad(List<Problem> problems) implements Row {}
    }

    /// What cannot stand in a column, and what would be right; no value.
    public record Problem(String column, String remedy) {}

    /// Reads one row, of which `cells` has what stands in the layout's columns.
    public Row read(Source source, Layout layout, Map<Field, String> cells, Instant receivedAt) {
        Map<String, String> tree = new LinkedHashMap<>();
        layout.constants().forEach((field, text) -> tree.put(field.word(), text));
        cells.forEach((field, text) -> tree.put(field.word(), text));
        OneRow row =
                new OneRow(
                        layout,
                        new FieldReader(
                                new Wording(NO_NAMES, FIELDS, layout.zone()),
                                new Payload(new EventData(tree), Map.of())));
        LearningEvent event = row.event(source, receivedAt, ids);
        return event == null ? new Row.Bad(row.problems()) : new Row.Of(event);
    }

    private static FieldMap fields() {
        Map<Field, Places> places = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            places.put(field, new Places(List.of(place(field))));
        }
        places.put(Field.TIME, new Places(List.of(place(Field.TIME), place(Field.ISSUED_AT))));
        return new FieldMap(places);
    }

    private static Place place(Field field) {
        return new Place.Pointer("/" + field.word());
    }

    /// One row while it is read. Not thread-safe.
    private static final class OneRow {
        private final Layout layout;
        private final FieldReader reader;
        private final List<Problem> ours = new ArrayList<>();

        OneRow(Layout layout, FieldReader reader) {
            this.layout = layout;
            this.reader = reader;
        }

        /// Null when something is wrong with it.
        @Nullable LearningEvent event(Source source, Instant receivedAt, LearnerIds ids) {
            String userId = reader.id(Field.USER_ID);
            String email = email();
            Names names = names();
            String courseId = needed(Field.COURSE_ID, reader.id(Field.COURSE_ID));
            String courseName = reader.name(Field.COURSE_NAME);
            String certificate = reader.id(Field.CERTIFICATE_ID);
            String url = reader.url(Field.CERTIFICATE_URL);
            Instant issuedAt = reader.time(Field.ISSUED_AT);
            Instant expiresAt = reader.expiry(Field.EXPIRES_AT);
            Instant time = reader.time(Field.TIME);
            if (time == null && !reader.has(Field.TIME)) {
                ours.add(
                        new Problem(
                                layout.column(
                                        layout.has(Field.TIME) ? Field.TIME : Field.ISSUED_AT),
                                "must say when it was; it is empty."));
            }
            if (userId == null && email == null && !reader.has(Field.EMAIL)) {
                missingPerson();
            }
            if (!problems().isEmpty() || courseId == null || time == null) {
                return null;
            }
            Person person = new Person(userId, email, names.first(), names.last(), reader.locale());
            String id =
                    "import-"
                            + ids.fingerprint(
                                    String.join(
                                            "\0",
                                            ids.of(source.realm(), person).value(),
                                            layout.type().word(),
                                            courseId,
                                            String.valueOf(certificate),
                                            time.toString(),
                                            String.valueOf(issuedAt),
                                            String.valueOf(expiresAt),
                                            String.valueOf(url)));
            return new LearningEvent(
                    id,
                    source.id(),
                    source.realm(),
                    layout.type(),
                    time,
                    receivedAt,
                    person,
                    new Course(courseId, courseName.isEmpty() ? null : courseName),
                    certificate,
                    url,
                    issuedAt,
                    expiresAt,
                    EventData.NONE);
        }

        /// Unlike a post, a file can be mended: a bad address is said rather than passed over.
        private @Nullable String email() {
            return switch (reader.email()) {
                case FieldReader.Email.Of(String address) -> address;
                case FieldReader.Email.None() -> null;
                case FieldReader.Email.Bad _ -> {
                    ours.add(
                            new Problem(
                                    layout.column(Field.EMAIL),
                                    "must be an e-mail address such as ada@example.org."));
                    yield null;
                }
            };
        }

        private record Names(String first, String last) {}

        private Names names() {
            String first = reader.name(Field.FIRST_NAME);
            String last = reader.name(Field.LAST_NAME);
            if (!first.isEmpty() || !last.isEmpty()) {
                return new Names(first, last);
            }
            String full = reader.name(Field.FULL_NAME);
            int gap = full.lastIndexOf(' ');
            return gap < 0
                    ? new Names(full, "")
                    : new Names(full.substring(0, gap), full.substring(gap + 1));
        }

        private @Nullable String needed(Field field, @Nullable String value) {
            if (value == null && !reader.has(field)) {
                ours.add(new Problem(layout.column(field), "must not be empty."));
            }
            return value;
        }

        private void missingPerson() {
            Field field = layout.has(Field.USER_ID) ? Field.USER_ID : Field.EMAIL;
            ours.add(
                    new Problem(
                            layout.column(field),
                            layout.has(Field.USER_ID) && layout.has(Field.EMAIL)
                                    ? "or %s must say who the learner is; both are empty."
                                            .formatted(layout.column(Field.EMAIL))
                                    : "must say who the learner is; it is empty."));
        }

        /// The reader's problems begin with the place, in which there is no blank.
        List<Problem> problems() {
            List<Problem> all = new ArrayList<>(ours);
            for (String words : reader.problems()) {
                int gap = words.indexOf(' ');
                String place = words.substring(1, gap);
                String column = Field.ofWord(place).map(layout::column).orElse(place);
                all.add(new Problem(column, words.substring(gap + 1)));
            }
            return all.stream().distinct().toList();
        }
    }
}
