package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.domain.learner.LearnerIds;
import org.badgebridge.intake.RowReader.Layout;
import org.badgebridge.intake.RowReader.Problem;
import org.badgebridge.intake.RowReader.Row;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

class RowReaderTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Source SOURCE =
            new Source(
                    new SourceId("campus"), "Campus", "standard", "school", Map.of(), NOW, NOW, 1);
    private static final Map<Field, String> COLUMNS =
            Map.of(
                    Field.USER_ID, "User",
                    Field.EMAIL, "E-mail",
                    Field.FULL_NAME, "Name",
                    Field.COURSE_ID, "Course",
                    Field.ISSUED_AT, "Date");
    private static final Layout LAYOUT =
            new Layout(EventType.CERTIFICATE_ISSUED, COLUMNS, Map.of(), null);

    private final RowReader reader = new RowReader(new LearnerIds(new byte[32]));

    private static Map<Field, String> good() {
        return new EnumMap<>(
                Map.of(
                        Field.USER_ID, "501",
                        Field.EMAIL, " Ada@Example.org ",
                        Field.FULL_NAME, "Ada Maria Example",
                        Field.COURSE_ID, "welding-1",
                        Field.ISSUED_AT, "2026-01-15"));
    }

    private static Map<Field, String> with(Field field, String text) {
        Map<Field, String> cells = good();
        cells.put(field, text);
        return cells;
    }

    private LearningEvent event(Map<Field, String> cells) {
        return ((Row.Of) reader.read(SOURCE, LAYOUT, cells, NOW)).event();
    }

    private List<Problem> problems(Map<Field, String> cells) {
        return reader.read(SOURCE, LAYOUT, cells, NOW) instanceof Row.Bad(List<Problem> problems)
                ? problems
                : List.of();
    }

    @Test
    void rowIsReadAsAPostIs() {
        LearningEvent event = event(good());

        assertThat(event.person())
                .isEqualTo(new Person("501", "ada@example.org", "Ada Maria", "Example"));
        assertThat(event.course()).isEqualTo(new Course("welding-1", null));
        assertThat(event.realm()).isEqualTo("school");
        assertThat(event.issuedAt()).isEqualTo(Instant.parse("2026-01-15T00:00:00Z"));
        assertThat(event.occurredAt()).as("the only time there is").isEqualTo(event.issuedAt());
        assertThat(event.receivedAt()).isEqualTo(NOW);
    }

    @Test
    void whatNoColumnHasAllRowsMayHaveInCommon() {
        Map<Field, String> columns = new EnumMap<>(COLUMNS);
        columns.remove(Field.COURSE_ID);
        Map<Field, String> cells = good();
        cells.remove(Field.COURSE_ID);
        Layout layout =
                new Layout(
                        EventType.COURSE_PASSED,
                        columns,
                        Map.of(Field.COURSE_ID, "history-7"),
                        null);

        assertThat(reader.read(SOURCE, layout, cells, NOW))
                .isInstanceOfSatisfying(
                        Row.Of.class,
                        row -> {
                            assertThat(row.event().type()).isEqualTo(EventType.COURSE_PASSED);
                            assertThat(row.event().course())
                                    .isEqualTo(new Course("history-7", null));
                        });
    }

    @Test
    void timeWithoutAZoneIsReadInTheZoneOfTheFileAndIsWrongWithoutOne() {
        Layout berlin =
                new Layout(
                        EventType.CERTIFICATE_ISSUED,
                        COLUMNS,
                        Map.of(),
                        ZoneId.of("Europe/Berlin"));
        Map<Field, String> local = with(Field.ISSUED_AT, "2026-07-15 09:30:00");

        assertThat(reader.read(SOURCE, berlin, local, NOW))
                .isInstanceOfSatisfying(
                        Row.Of.class,
                        row ->
                                assertThat(row.event().issuedAt())
                                        .isEqualTo(Instant.parse("2026-07-15T07:30:00Z")));
        assertThat(reader.read(SOURCE, berlin, with(Field.ISSUED_AT, "2026-02-31 09:30"), NOW))
                .isInstanceOf(Row.Bad.class);
        assertThat(problems(local)).extracting(Problem::column).containsExactly("Date");
    }

    @Test
    void sameRowIsTheSameEventWheneverItIsRead() {
        LearningEvent later =
                ((Row.Of) reader.read(SOURCE, LAYOUT, good(), NOW.plus(Duration.ofDays(1))))
                        .event();

        assertThat(later.id()).isEqualTo(event(good()).id());
        assertThat(event(with(Field.ISSUED_AT, "2026-01-16")).id()).isNotEqualTo(later.id());
        assertThat(event(with(Field.USER_ID, "502")).id()).isNotEqualTo(later.id());
        assertThat(event(with(Field.EMAIL, "")).id())
                .as("an e-mail that comes later makes no other event")
                .isEqualTo(later.id());
    }

    @Test
    void allThatIsWrongIsSaidByColumnAndWithoutAValue() {
        Map<Field, String> cells = with(Field.EMAIL, "not-an-address");
        cells.put(Field.USER_ID, "x".repeat(256));
        cells.put(Field.COURSE_ID, " ");
        cells.put(Field.ISSUED_AT, "next Tuesday");

        List<Problem> problems = problems(cells);

        assertThat(problems)
                .extracting(Problem::column)
                .containsExactlyInAnyOrder("E-mail", "Course", "User", "Date");
        assertThat(problems.toString())
                .contains("must be an e-mail address", "must not be empty", "unix")
                .doesNotContain("not-an", "xxx", "Tuesday");
    }

    @Test
    void rowThatNamesNobodyOrNoTimeIsBad() {
        Map<Field, String> cells = with(Field.EMAIL, "");
        cells.put(Field.USER_ID, "");
        cells.put(Field.ISSUED_AT, "");

        assertThat(problems(cells))
                .containsExactlyInAnyOrder(
                        new Problem(
                                "User", "or E-mail must say who the learner is; both are empty."),
                        new Problem("Date", "must say when it was; it is empty."));
    }

    @Test
    void languageIsReadAsInAPostAndMakesNoOtherEvent() {
        LearningEvent german = event(with(Field.LOCALE, "de_AT"));

        assertThat(Layout.FIELDS).contains(Field.LOCALE);
        assertThat(german.person().locale()).isEqualTo("de-AT");
        assertThat(german.id()).isEqualTo(event(good()).id());
        assertThat(event(with(Field.LOCALE, "Deutsch, bitte")).person().locale()).isNull();
    }

    @Test
    void learnerWithoutAnEmailIsKnownByTheirId() {
        assertThat(event(with(Field.EMAIL, "")).person().email()).isNull();
    }
}
