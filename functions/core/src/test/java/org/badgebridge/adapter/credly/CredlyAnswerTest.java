package org.badgebridge.adapter.credly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.adapter.provider.ProviderContract.done;

import org.badgebridge.adapter.provider.CachedSecrets;
import org.badgebridge.adapter.provider.RawServer;
import org.badgebridge.domain.account.ProviderTemplate;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.badge.Award;
import org.badgebridge.domain.badge.FailureCause;
import org.badgebridge.domain.badge.LookUpRecording.Sought;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.ProviderBadge;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.port.Provider;
import org.badgebridge.port.Provider.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What we make of what Credly answers, or might.
final class CredlyAnswerTest {

    private static final LearnerId EARNER = new LearnerId("AAAAAAAAAAAAAAAAAAAAAA");
    private static final Award AWARD =
            new Award(
                    "tpl-1",
                    new Award.Recipient(EARNER, "ada@example.org", "Ada", "de la Cruz", null),
                    CredlyFixture.ISSUED,
                    null,
                    null,
                    false,
                    Map.of(),
                    null);
    private static final Sought SOUGHT = new Sought("org-1", "tpl-1", EARNER.value(), null);

    /// The least that a badge must tell.
    private static final String BADGE =
            """
            {"id": "b-1", "state": "pending", "badge_template": {"id": "tpl-1"}}\
            """;

    private final CachedSecrets secrets = new CachedSecrets();

    CredlyAnswerTest() {
        secrets.rotate(CredlyFixture.CONNECTION, "tok_secret");
    }

    @Test
    void badgeIsReadWithAllThatItTells() {
        ProviderBadge badge =
                done(
                        issued(
                                """
                                {"id": "b-1", "state": "accepted", "new_field": {"x": [1]},
                                 "badge_template": {"id": "tpl-1", "owner": {"id": "grantor"}},
                                 "created_by": {"type": "User", "id": "somebody"},
                                 "issuer": {"entities": [{"entity": {"id": "grantor"}},
                                                         {"entity": {"id": "org-1"}}]},
                                 "issuer_earner_id": "AAAAAAAAAAAAAAAAAAAAAA",
                                 "recipient_email": "ada@example.org",
                                 "created_at": "2026-03-01T09:15:02.113Z",
                                 "state_updated_at": "2026-03-02T00:00:00.000Z",
                                 "issued_at": "2026-03-01T09:15:00.000Z",
                                 "expires_at": "2027-03-01T09:15:00.000Z",
                                 "accept_badge_url": "https://www.credly.com/badges/b-1/accept",
                                 "badge_url": "https://www.credly.com/badges/b-1",
                                 "replaces_badge_id": "b-0", "replacement_badge_id": null}\
                                """));

        assertThat(badge.organizationId()).isEqualTo("org-1");
        assertThat(badge.asOf()).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(badge.createdAt()).isEqualTo("2026-03-01T09:15:02.113Z");
        assertThat(badge.expiresAt()).isEqualTo("2027-03-01T09:15:00Z");
        assertThat(badge.acceptUrl()).isEqualTo("https://www.credly.com/badges/b-1/accept");
        assertThat(badge.badgeUrl()).isEqualTo("https://www.credly.com/badges/b-1");
        assertThat(badge.replaces()).isEqualTo("b-0");
        assertThat(badge.replacedBy()).isNull();
    }

    @Test
    void badgeThatTellsLittleIsAsOfOurQuestion() {
        Instant before = Instant.now();
        ProviderBadge badge = done(issued(BADGE));

        assertThat(badge.asOf()).isBetween(before, Instant.now());
        assertThat(badge.organizationId()).isEqualTo("org-1");
        assertThat(badge.acceptUrl()).isNull();
    }

    @Test
    void linkThatIsNoWebAddressIsLeftOut() {
        ProviderBadge badge =
                done(issued(BADGE.replace("}}", "}, \"badge_url\": \"javascript:alert(1)\"}")));
        assertThat(badge.badgeUrl()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"pending\"|\"printing\"|the state \"printing\" is not known",
                "\"pending\"|\"a b@c\"|the state \"?\" is not known",
                "\"pending\"|null|the state",
                "\"id\": \"b-1\"|\"id\": 7|\"id\" is no id",
                "\"id\": \"b-1\"|\"id\": \"../b\"|\"id\" is no id",
                "\"id\": \"b-1\"|\"ID\": \"b-1\"|\"id\" is no id",
                "\"tpl-1\"|\"tpl-2\"|a badge of another template",
                "\"state\"|\"issuer_earner_id\": \"other\", \"state\"|a badge of another learner",
                "\"state\"|\"created_by\": {\"type\": \"Organization\", \"id\": \"org-2\"},"
                        + " \"state\"|another organization's badge"
            })
    void successAboutSomethingElseLeavesUsUnsure(String instead, String of, String words) {
        Outcome<ProviderBadge> outcome = issued(BADGE.replace(instead, of));

        assertThat(outcome).isInstanceOf(Outcome.Unsure.class);
        assertThat(outcome.said().words()).contains(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"data\": null}", "{\"data\": []}", "{} x"})
    void emptySuccessLeavesUsUnsure(String body) {
        assertThat(asked("201 Created", body, provider -> provider.issue(AWARD)))
                .isInstanceOf(Outcome.Unsure.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"202 Accepted", "206 Partial", "207 Multi"})
    void anotherSuccessThanTheDocumentedLeavesUsUnsure(String status) {
        assertThat(asked(status, "{\"data\": " + BADGE + "}", provider -> provider.issue(AWARD)))
                .isInstanceOf(Outcome.Unsure.class);
    }

    @Test
    void replacementMustBeAnotherBadgeAndReplaceTheRightOne() {
        Function<String, Outcome<ProviderBadge>> replaced =
                badge ->
                        asked(
                                "200 OK",
                                "{\"data\": " + badge + "}",
                                provider -> provider.replace("b-0", AWARD));

        assertThat(replaced.apply(BADGE)).isInstanceOf(Outcome.Done.class);
        assertThat(replaced.apply(BADGE.replace("b-1", "b-0"))).isInstanceOf(Outcome.Unsure.class);
        assertThat(replaced.apply(BADGE.replace("}}", "}, \"replaces_badge_id\": \"b-7\"}")))
                .isInstanceOf(Outcome.Unsure.class);
    }

    @Test
    void revocationMustBeOfTheBadgeAndDone() {
        Function<String, Outcome<ProviderBadge>> revoked =
                badge ->
                        asked(
                                "200 OK",
                                "{\"data\": " + badge + "}",
                                provider -> provider.revoke("b-1", Ending.REVOKE, "Cheated"));

        assertThat(revoked.apply(BADGE.replace("pending", "revoked")))
                .isInstanceOf(Outcome.Done.class);
        assertThat(revoked.apply(BADGE)).isInstanceOf(Outcome.Unsure.class);
        assertThat(revoked.apply(BADGE.replace("pending", "revoked").replace("b-1", "b-2")))
                .isInstanceOf(Outcome.Unsure.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\": {\"message\": \"User already has this badge\"}}",
                "{\"data\": {\"message\": \"USER ALREADY HAS THIS BADGE.\"}, \"metadata\": null}",
                "{\"data\": {\"errors\": [{\"messages\": \"already has this badge\"}]}}",
                "{\"data\": {\"errors\": [{\"messages\": [\"x\", \"already has this badge\"]}]}}"
            })
    void duplicateIsAlreadyThereInAnyForm(String body) {
        assertThat(asked("422 No", body, provider -> provider.issue(AWARD)))
                .isInstanceOf(Outcome.AlreadyThere.class);
        assertThat(asked("400 No", body, provider -> provider.issue(AWARD)))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(
                        asked(
                                "422 No",
                                body,
                                provider -> provider.revoke("b-1", Ending.REVOKE, "Cheated")))
                .isInstanceOf(Outcome.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Badge is already revoked",
                "Badge has already been revoked.",
                "The revoked badge was revoked already"
            })
    void revokingTwiceIsAlreadyThere(String message) {
        String body = "{\"data\": {\"message\": \"" + message + "\"}}";
        assertThat(
                        asked(
                                "422 No",
                                body,
                                provider -> provider.revoke("b-1", Ending.REVOKE, "Cheated")))
                .isInstanceOf(Outcome.AlreadyThere.class);
        assertThat(asked("422 No", body, provider -> provider.issue(AWARD)))
                .isInstanceOf(Outcome.Refused.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"data\": {\"message\": \"Bad template\"}}|Bad template",
                "{\"data\": {\"message\": \"No\", \"errors\": [{\"attribute\": \"locale\","
                        + " \"messages\": [\"is odd\", \"is bad\"]}]}}|No; locale is odd, is bad",
                "{\"data\": {\"errors\": [{\"attribute_label\": \"Issued at\", \"messages\":"
                        + " \"is no date\"}]}}|Issued at is no date",
                "{\"message\": \"at\\nroot\", \"errors\": [\"plain\"]}|at root; plain",
                "{\"error\": \"invalid\"}|invalid",
                "{}|No words came with it.",
                "<html>|What came with it is not JSON."
            })
    void refusalIsToldInCredlysWords(String body, String words) {
        Outcome<ProviderBadge> outcome = asked("422 No", body, p -> p.issue(AWARD));

        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(outcome.said().words()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "422|{\"data\": {\"errors\": [{\"attribute\":"
                        + " \"recipient_email\"}]}}|EMAIL_REFUSED",
                "422|{\"data\": {\"message\": \"recipient_email is invalid\"}}|EMAIL_REFUSED",
                "422|{\"data\": {\"errors\": [{\"attribute\":"
                        + " \"issued_to_last_name\"}]}}|NAME_REFUSED",
                "422|{\"data\": {\"errors\": [{\"attribute\": \"expires_at\"}]}}|DATES_REFUSED",
                "422|{\"data\": {\"message\": \"Invalid or missing Badge Template"
                        + " ID\"}}|TEMPLATE_REFUSED",
                "404|{}|NOT_FOUND_THERE",
                "400|<html>|REFUSED"
            })
    void refusalSaysWhatToMend(int status, String body, FailureCause cause) {
        assertThat(asked(status + " No", body, provider -> provider.issue(AWARD)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.cause()).isEqualTo(cause));
    }

    @Test
    void wordsTellNobodysNameEmailOrToken() {
        String body =
                """
                {"data": {"message": "ada@example.org (ADA@EXAMPLE.ORG, ada%40example.org,\
                 grace@other.example) of Ada de la Cruz: ADA has no badge; CRUZ-Ada, Adamant;\
                 tok_secret dG9rX3NlY3JldDo=",
                 "errors": [{"attribute": "recipient_email", "messages": ["de la Cruz is Ada"]}]}}\
                """;
        assertThat(asked("400 No", body, provider -> provider.issue(AWARD)).said().words())
                .isEqualTo(
                        "*** (***, ***, ***) of ***: *** has no badge; ***-***, Adamant; *** ***;"
                                + " recipient_email *** is ***");
    }

    @Test
    void longWordsAreCutWithoutAHalfAddress() {
        String words = "ada@example.org ".repeat(2000);
        String body = "{\"data\": {\"message\": \"" + words + "\"}}";
        String said = asked("400 No", body, provider -> provider.issue(AWARD)).said().words();
        assertThat(said).hasSizeLessThanOrEqualTo(1024).matches("(\\*\\*\\* ?)+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"data\": {}, \"metadata\": {\"total_pages\": 1, \"total_count\": 0}}",
                "{\"data\": []}",
                "{\"data\": [], \"metadata\": {\"total_pages\": 1}}",
                "{\"data\": [], \"metadata\": {\"total_pages\": 1, \"total_count\": 1}}",
                "{\"data\": [], \"metadata\": {\"total_pages\": 41, \"total_count\": 0}}",
                "{\"data\": [7], \"metadata\": {\"total_pages\": 1, \"total_count\": 1}}"
            })
    void listThatDoesNotShowItsEndProvesNothing(String body) {
        assertThat(asked("200 OK", body, provider -> provider.find(SOUGHT)))
                .isInstanceOf(Outcome.Unsure.class);
        assertThat(asked("200 OK", body, Provider::templates)).isInstanceOf(Outcome.Unsure.class);
    }

    @Test
    void badgeWeCannotReadMattersOnlyWhenItMayBeOurs() {
        String odd = BADGE.replace("pending", "printing");
        String foreign = odd.replace("tpl-1", "tpl-9").replace("b-1", "b-2");

        List<ProviderBadge> hits = done(asked("200 OK", list(BADGE, foreign), p -> p.find(SOUGHT)));
        assertThat(hits).hasSize(1);
        assertThat(asked("200 OK", list(odd), provider -> provider.find(SOUGHT)))
                .isInstanceOf(Outcome.Unsure.class);
    }

    @Test
    void templatesAreReadWithTheirStates() {
        String body =
                list(
                        """
                        {"id": "t-1", "name": "Welding", "description": "Hot", "state": "active",
                         "updated_at": "2026-03-01T09:15:00.000Z",
                         "image_url": "https://images.credly.com/x.png",
                         "allow_duplicate_badges": true}\
                        """,
                        """
                        {"id": "t-2", "name": "Draft", "state": "draft", "image_url": null,
                         "updated_at": "2026-03-01T09:15:00.000Z"}\
                        """,
                        """
                        {"id": "t-3", "name": "Old", "state": "archived",
                         "updated_at": "2026-03-01T09:15:00.000Z"}\
                        """);
        Instant changed = Instant.parse("2026-03-01T09:15:00Z");
        List<ProviderTemplate> templates = done(asked("200 OK", body, Provider::templates));
        assertThat(templates)
                .containsExactly(
                        new ProviderTemplate(
                                "t-1",
                                "Welding",
                                "Hot",
                                "https://images.credly.com/x.png",
                                Template.State.ACTIVE,
                                true,
                                List.of(),
                                changed),
                        new ProviderTemplate(
                                "t-2",
                                "Draft",
                                null,
                                null,
                                Template.State.DRAFT,
                                false,
                                List.of(),
                                changed),
                        new ProviderTemplate(
                                "t-3",
                                "Old",
                                null,
                                null,
                                Template.State.ARCHIVED,
                                false,
                                List.of(),
                                changed));
        assertThat(asked("200 OK", body.replace("draft", "new"), Provider::templates))
                .isInstanceOf(Outcome.Unsure.class);
    }

    @Test
    void nextPageIsCountedNotFollowed() {
        String elsewhere =
                """
                {"data": [{"id": "t-1", "name": "x", "state": "active"}],
                 "metadata": {"total_pages": 2, "total_count": 2,
                              "next_page_url": "http://localhost:1/steal"}}\
                """;
        String second =
                """
                {"data": [{"id": "t-2", "name": "y", "state": "active"}],
                 "metadata": {"total_pages": 2, "total_count": 2}}\
                """;
        try (RawServer credly =
                RawServer.start(line -> {
                    line.request();
                    line.send(ok(elsewhere));
                    line.request();
                    line.send(ok(second));
                })) {
            assertThat(done(open(credly).templates())).hasSize(2);
            assertThat(credly.requests().getLast())
                    .startsWith("GET /v1/organizations/org-1/badge_templates?page=2 ");
        }
    }

    @Test
    void testIsPassedOnlyByOurOrganization() {
        assertThat(asked("200 OK", "{\"data\": {\"id\": \"org-2\"}}", Provider::test))
                .isInstanceOf(Outcome.Unsure.class);
        Provider.Opened opened =
                done(asked("200 OK", "{\"data\": {\"id\": \"org-1\"}}", Provider::test));
        assertThat(opened).isEqualTo(Provider.Opened.named("org-1"));
    }

    private Outcome<ProviderBadge> issued(String badge) {
        return asked("201 Created", "{\"data\": " + badge + "}", p -> p.issue(AWARD));
    }

    private <T> Outcome<T> asked(
            String status, String body, Function<Provider, Outcome<T>> question) {
        String answer = RawServer.answer(status, "Content-Type: application/json", body);
        try (RawServer credly = RawServer.answering(answer)) {
            return question.apply(open(credly));
        }
    }

    private Provider open(RawServer credly) {
        return CredlyFixture.open(credly.url().resolve("/"), "org-1", secrets);
    }

    private static String ok(String body) {
        return RawServer.answer("200 OK", "Content-Type: application/json", body);
    }

    private static String list(String... items) {
        return "{\"data\": [%s], \"metadata\": {\"total_pages\": 1, \"total_count\": %d}}"
                .formatted(String.join(",", List.of(items)), items.length);
    }
}
