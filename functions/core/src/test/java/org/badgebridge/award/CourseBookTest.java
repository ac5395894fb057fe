package org.badgebridge.award;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.badgebridge.adapter.dynamodb.DynamoCourses;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.port.Courses;
import org.badgebridge.port.Courses.Seen;
import org.badgebridge.port.Page;
import org.badgebridge.testing.Crash;
import org.badgebridge.testing.FaultyCalls;
import org.badgebridge.testing.FaultyCalls.Moment;
import org.badgebridge.testing.MovableClock;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Each test has a source of its own.
@WithTestSystem
class CourseBookTest {

    private final FaultyCalls calls = new FaultyCalls();
    private final MovableClock clock = new MovableClock();
    private final DynamoDbClient client;
    private final Courses courses;
    private final CourseBook book;

    CourseBookTest(TestSystem system) {
        client = system.dynamoDb(calls);
        courses = new DynamoCourses(client, system.tableName("SettingsTable"));
        book = new CourseBook(courses, clock);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static LearningEvent event(String source, Course course, int learner) {
        return new LearningEvent(
                "e-" + learner,
                new SourceId(source),
                "realm",
                EventType.CERTIFICATE_ISSUED,
                MovableClock.START,
                MovableClock.START,
                new Person("" + learner, null, "", ""),
                course,
                "c-" + learner,
                null,
                null,
                null,
                EventData.NONE);
    }

    private static Course course(@Nullable String name) {
        return new Course("course-v1:Org+W1+2026", name);
    }

    private Seen seen(String source) {
        return courses.find(new SourceId(source), course(null).id()).orElseThrow();
    }

    @Test
    void courseIsWrittenOnceADayHoweverManyCertificatesTellOfIt() {
        for (int learner = 0; learner < 50; learner++) {
            book.note(event("busy", course("Welding"), learner));
        }
        assertThat(calls.operations()).containsExactly("GetItem", "PutItem");

        clock.pass(Duration.ofHours(2));
        calls.reset();
        new CourseBook(courses, clock).note(event("busy", course("Welding"), 51));
        assertThat(calls.operations()).as("another worker").containsExactly("GetItem");

        clock.pass(Duration.ofDays(1));
        book.note(event("busy", course("Welding"), 52));
        assertThat(seen("busy").firstSeenAt()).isEqualTo(MovableClock.START);
        assertThat(seen("busy").lastSeenAt()).isEqualTo(clock.instant());
    }

    @Test
    void newNameIsKeptAndAMissingOneChangesNothing() {
        book.note(event("named", course("Welding"), 1));
        book.note(event("named", course("Welding I"), 2));
        book.note(event("named", course(null), 3));

        assertThat(seen("named").name()).isEqualTo("Welding I");
    }

    @Test
    void whatCouldNotBeWrittenIsTriedAgain() {
        calls.crash(Moment.BEFORE_SENT, 2);
        assertThatThrownBy(() -> book.note(event("tried", course("Welding"), 1)))
                .isInstanceOf(Crash.class);
        calls.reset();

        book.note(event("tried", course("Welding"), 1));

        assertThat(seen("tried").name()).isEqualTo("Welding");
    }

    @Test
    void pagesOfOneSourceAndOfAllGoOnWhereTheLastOneEnded() {
        for (int i = 0; i < 5; i++) {
            book.note(event("paged", new Course("Paged-" + i, "Of Steel"), i));
            book.note(event("other", new Course("paged-" + i, null), i));
        }

        assertThat(ids(new SourceId("paged"), "STEEL"))
                .containsExactly("Paged-0", "Paged-1", "Paged-2", "Paged-3", "Paged-4");
        assertThat(ids(new SourceId("paged"), "other")).isEmpty();
        assertThat(ids(null, "paged-")).hasSize(10).doesNotHaveDuplicates();
        assertThat(ids(null, "paged-3")).containsExactlyInAnyOrder("paged-3", "Paged-3");
    }

    private List<String> ids(@Nullable SourceId source, String text) {
        List<String> ids = new ArrayList<>();
        Page.@Nullable Cursor from = Page.Cursor.START;
        while (from != null) {
            Page<Seen> page = courses.list(source, text, 2, from);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            page.items().forEach(seen -> ids.add(seen.id()));
            from = page.next();
        }
        return ids;
    }
}
