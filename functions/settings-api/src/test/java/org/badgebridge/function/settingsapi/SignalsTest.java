package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

@WithTestSystem
final class SignalsTest {

    private final ApiWorld world;
    private final Workers workers;
    private final String template;

    SignalsTest(TestSystem system) {
        world = new ApiWorld(system);
        workers = new Workers(world);
        template = world.newTemplate(world.workingConnection());
    }

    @AfterEach
    void close() {
        world.close();
    }

    /// A badge of a learner of its own.
    private String settled(@Nullable String email) {
        String source = world.newSource();
        world.map(source, "welding-1", template);
        world.post("/api/templates/" + template + "/activate", null);
        workers.certificate(source, "welding-1", email);
        return workers.settle().getFirst();
    }

    private static String learner(String badge) {
        return badge.substring(0, badge.indexOf('.'));
    }

    @Test
    void signalTellsWhatHappenedToWhichBadgeAndWhy() {
        String badge = settled("ada@example.org");

        var reply = world.get("/api/signals?learner=" + learner(badge));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.items("type")).containsExactly("badge.issued");
        assertThat(reply.text("/items/0/id")).startsWith(badge);
        assertThat(reply.text("/items/0/badge_id")).isEqualTo(badge);
        assertThat(reply.text("/items/0/learner_id")).isEqualTo(learner(badge));
        assertThat(reply.text("/items/0/template_id")).isEqualTo(template);
        assertThat(reply.text("/items/0/provider_badge_id"))
                .isEqualTo(world.credly().badges().getFirst().id());
        assertThat(reply.text("/items/0/accept_url")).isNotBlank();
        assertThat(reply.at("/items/0/reason").isNull()).isTrue();
        assertThat(reply.text("/items/0/cause/kind")).isEqualTo("event");
        assertThat(reply.text("/items/0/cause/id")).startsWith("e-welding-1");
        assertThat(reply.at("/next").isNull()).isTrue();
        assertThat(reply.body()).doesNotContain("ada@example.org").doesNotContain("Ada");
    }

    @Test
    void heldBadgeSaysWhatReleasesIt() {
        String badge = settled(null);

        var reply = world.get("/api/signals?learner=" + learner(badge));

        assertThat(reply.items("type")).containsExactly("badge.held");
        assertThat(reply.text("/items/0/reason"))
                .isEqualTo("The learner has no e-mail. Add the learner's e-mail.");
        assertThat(reply.at("/items/0/provider_badge_id").isNull()).isTrue();
    }

    @Test
    void allAreListedNewestFirstAndPagesGoOnWhereTheLastOneEnded() {
        String first = settled("ada@example.org");
        String second = settled("grace@example.org");
        String third = settled("joan@example.org");

        List<String> badges = new ArrayList<>();
        String cursor = "";
        for (int i = 0; i < 3; i++) {
            var page = world.get("/api/signals?limit=1" + cursor);
            assertThat(page.at("/items").size()).isEqualTo(1);
            badges.add(page.text("/items/0/badge_id"));
            cursor = "&cursor=" + page.text("/next");
        }

        assertThat(badges).containsExactly(third, second, first);
    }

    @Test
    void whatCannotBeAskedForIsRefusedByName() {
        String badge = settled("ada@example.org");
        settled("grace@example.org");
        String other = world.get("/api/signals?limit=1").text("/next");

        assertThat(world.get("/api/signals?learner=x").wrongFields()).containsExactly("learner");
        assertThat(world.get("/api/signals?template=x").wrongFields()).containsExactly("template");
        assertThat(world.get("/api/signals?cursor=made-up!").wrongFields())
                .containsExactly("cursor");
        assertThat(
                        world.get("/api/signals?learner=" + learner(badge) + "&cursor=" + other)
                                .wrongFields())
                .containsExactly("cursor");
    }

    @Test
    void learnerOfWhomNothingWasToldHasNoSignals() {
        assertThat(world.get("/api/signals?learner=AAAAAAAAAAAAAAAAAAAAAA").at("/items").size())
                .isZero();
    }
}
