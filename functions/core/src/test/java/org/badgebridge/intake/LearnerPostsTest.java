package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerIds;
import org.badgebridge.port.Delivery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which posts speak of a learner, and what is left of them.
final class LearnerPostsTest {

    private static final Source SOURCE = Posts.STANDARD;
    private static final LearnerIds IDS = new LearnerIds(new byte[32]);
    private static final Learner ADA = learner("501", "ada@example.org");
    private static final LearnerPosts POSTS = new LearnerPosts(new EventReader(Posts.PRESETS), IDS);

    @Test
    void postThatCanBeReadSpeaksOfWhomItNames() {
        assertThat(left(issued("501", "other@example.org"))).hasValue(List.of());
        assertThat(left(issued(null, "ada@example.org"))).hasValue(List.of());
        assertThat(left(issued("502", "bob@example.org"))).isEmpty();
    }

    @Test
    void twoPeopleMayShareAnEmail() {
        assertThat(left(issued("502", "ada@example.org"))).isEmpty();
    }

    @Test
    void emailIsAllThatIsKnownOfWhoHasNoId() {
        Learner byEmail = learner(null, "ada@example.org");

        assertThat(POSTS.without(byEmail, SOURCE, post(issued("502", "ada@example.org"))))
                .hasValue(List.of());
        assertThat(POSTS.without(byEmail, SOURCE, post(issued("502", "bob@example.org"))))
                .isEmpty();
    }

    @Test
    void whoIsNamedWhereTheirIdIsExpectedIsMeantWhateverElseIsMissing() {
        assertThat(
                        left(
                                "{\"type\": \"certificate.issued\", \"data\": {\"learner\":"
                                        + " {\"id\": 501}}}"))
                .hasValue(List.of());
        assertThat(left("{\"type\": \"unknown\", \"data\": {\"learner\": {\"id\": \"501\"}}}"))
                .hasValue(List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"user\": {\"mail\": \"Ada@Example.org\"}}",
                "{\"text\": \"Dear ada@example.org.\"}",
                "{\"text\": \"of:\\nada@example.org\"}",
                "{\"ada@example.org\": {\"passed\": true}}",
                "{\"link\": \"https://lms.example.org/?of=ada%40example.org&x=1\"}",
                "{\"user\": {\"mail\": \"ada@example.org\", \"cut of",
            })
    void emailIsFoundAnywhereInWhatCannotBeRead(String body) {
        assertThat(left(body)).hasValue(List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"mail\": \"nada@example.org\"}",
                "{\"mail\": \"nn.ada@example.org\"}",
                "{\"mail\": \"ada@example.org.uk\"}",
                "{\"mail\": \"ada@example.organic\"}",
                "{\"mail\": \"ada@example-org\"}",
                "{\"cut\": \"bob@example.org\", \"of",
                "",
            })
    void otherEmailsThatLookLikeItAreOfOthers(String body) {
        assertThat(left(body)).isEmpty();
    }

    @Test
    void shortIdCountsOnlyBesideAName() {
        assertThat(left("{\"user\": \"502\", \"score\": 501}")).isEmpty();
        assertThat(left("{\"user\": 501, \"name\": \"Example, Ada\"}")).hasValue(List.of());
    }

    @Test
    void longIdCountsWhereItStandsAlone() {
        Learner learner = learner("6f1c-77ab", "ada@example.org");

        assertThat(POSTS.without(learner, SOURCE, post("{\"user\": \"6f1c-77ab\"}")))
                .hasValue(List.of());
        assertThat(POSTS.without(learner, SOURCE, post("{\"user\": \"6f1c-77ab\", \"cut of")))
                .hasValue(List.of());
        assertThat(POSTS.without(learner, SOURCE, post("{\"user\": \"6f1c-77abc\"}"))).isEmpty();
    }

    @Test
    void whatAPostSaysOfOthersIsLeftEachAlone() {
        String body =
                "[%s, %s, {\"mail\": \"bob@example.org\"}]"
                        .formatted(
                                issued("501", "ada@example.org"), issued("502", "bob@example.org"));

        List<Delivery.Event> left = left(body).orElseThrow();

        assertThat(left).extracting(Delivery.Event::id).containsExactly("m-1#2", "m-1#3");
        assertThat(left).noneMatch(each -> each.body().contains("ada@"));
        assertThat(left).allSatisfy(each -> assertThat(POSTS.without(ADA, SOURCE, each)).isEmpty());
    }

    private static Optional<List<Delivery.Event>> left(String body) {
        return POSTS.without(ADA, SOURCE, post(body));
    }

    private static Delivery.Event post(String body) {
        return new Delivery.Event("m-1", SOURCE.id(), Posts.RECEIVED, "s1", body, Map.of());
    }

    private static String issued(@Nullable String userId, String email) {
        return """
        {"type": "certificate.issued", "timestamp": "2026-01-15T09:30:00Z",
         "data": {"learner": {"id": %s, "email": "%s"}, "course": {"id": "w1"}}}
        """
                .formatted(userId == null ? null : "\"" + userId + "\"", email);
    }

    private static Learner learner(@Nullable String userId, String email) {
        Person person = new Person(userId, email, "Ada", "Example");
        LearningEvent event =
                new LearningEvent(
                        "e-1",
                        SOURCE.id(),
                        SOURCE.realm(),
                        EventType.COURSE_PASSED,
                        Posts.RECEIVED,
                        Posts.RECEIVED,
                        person,
                        new Course("w1", null),
                        "c-1",
                        null,
                        null,
                        null,
                        EventData.NONE);
        return Learner.unknown(IDS.of(SOURCE.realm(), person), SOURCE.realm(), Posts.RECEIVED)
                .after(event, IDS, Posts.RECEIVED);
    }
}
