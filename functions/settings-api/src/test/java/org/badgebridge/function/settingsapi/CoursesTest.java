package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.adapter.dynamodb.DynamoCourses;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.port.Courses;
import org.badgebridge.port.Courses.Seen;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

@WithTestSystem
final class CoursesTest {

    private static final Instant SEEN = Instant.parse("2026-01-15T09:30:00Z");

    private final ApiWorld world;
    private final Courses courses;

    CoursesTest(TestSystem system) {
        world = new ApiWorld(system);
        courses = new DynamoCourses(system.dynamoDb(), system.tableName("SettingsTable"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void seen(String source, String id, String name) {
        SourceId from = new SourceId(source);
        assertThat(courses.store(new Seen(source, from, id, name, SEEN, SEEN, 0))).isTrue();
    }

    @Test
    void courseShowsWhatItOrItsFamilyIsMappedTo() {
        String source = world.newSource();
        String template = world.newTemplate(world.workingConnection());
        seen(source, "course-v1:Org+W1+2026", "Welding I");
        seen(source, "course-v1:Org+W2+2026", "Welding II");
        seen(source, "course-v1:Org+X1+2026", "Sewing");
        world.map(source, "course-v1:Org+W1", template);
        world.map(source, "course-v1:Org+W2+2026", template);

        var all = world.get("/api/courses?source=" + source);
        var mapped = world.get("/api/courses?mapped=true&q=welding&source=" + source);
        var unmapped = world.get("/api/courses?mapped=false&source=" + source);

        assertThat(all.items("name")).containsExactly("Welding I", "Welding II", "Sewing");
        assertThat(all.text("/items/0/family")).isEqualTo("course-v1:Org+W1");
        assertThat(all.text("/items/0/mapped_to/0")).isEqualTo(template);
        assertThat(all.text("/items/1/mapped_to/0")).isEqualTo(template);
        assertThat(all.at("/items/2/mapped_to").isEmpty()).isTrue();
        assertThat(all.text("/items/2/last_seen_at")).isEqualTo(SEEN.toString());
        assertThat(mapped.items("name")).containsExactly("Welding I", "Welding II");
        assertThat(unmapped.items("name")).containsExactly("Sewing");
    }

    @Test
    void pagesOfThoseThatAreNotMappedHaveEachOnce() {
        String source = world.newSource();
        String template = world.newTemplate(world.workingConnection());
        for (int i = 0; i < 7; i++) {
            seen(source, "c-" + i, "Course");
        }
        world.map(source, "c-0", template);
        world.map(source, "c-3", template);

        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            var page = world.get("/api/courses?mapped=false&limit=2&source=" + source + cursor);
            assertThat(page.items("id")).hasSizeLessThanOrEqualTo(2);
            ids.addAll(page.items("id"));
            cursor = page.at("/next").isNull() ? "" : "&cursor=" + page.text("/next");
        } while (!cursor.isEmpty());

        assertThat(ids).containsExactly("c-1", "c-2", "c-4", "c-5", "c-6");
    }

    @Test
    void whatCannotBeAskedForIsRefusedByName() {
        assertThat(world.get("/api/courses?source=No!").wrongFields()).containsExactly("source");
        assertThat(world.get("/api/courses?mapped=some").wrongFields()).containsExactly("mapped");
        assertThat(world.get("/api/courses?cursor=x!").wrongFields()).containsExactly("cursor");
        assertThat(world.get("/api/courses?q=" + "x".repeat(101)).wrongFields())
                .containsExactly("q");
        assertThat(world.get("/api/courses?name=x").wrongFields()).containsExactly("name");
    }
}
