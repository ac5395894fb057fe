package org.badgebridge.adapter.credly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.badgebridge.adapter.provider.ProviderContract.done;

import org.badgebridge.adapter.provider.AllowedOrigins;
import org.badgebridge.adapter.provider.CachedSecrets;
import org.badgebridge.adapter.provider.HttpCaller;
import org.badgebridge.adapter.provider.RawServer;
import org.badgebridge.domain.badge.Award;
import org.badgebridge.domain.badge.LookUpRecording.Sought;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.port.Provider;
import org.badgebridge.port.Provider.Ending;
import org.badgebridge.simulator.credly.Badge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What we send to Credly, byte for byte where it matters.
final class CredlyRequestTest {

    private static final String ADA = "ada+badges@example.org";
    private static final String EMPTY_LIST =
            """
            {"data": [], "metadata": {"total_pages": 0, "total_count": 0}}\
            """;

    private final CachedSecrets secrets = new CachedSecrets();

    CredlyRequestTest() {
        secrets.rotate(CredlyFixture.CONNECTION, "tok_EXAMPLE-123");
    }

    @Test
    void issueSendsTheFieldsOfTheApi() {
        try (CredlyFixture world = new CredlyFixture();
                RawServer credly = answering("400 Bad", "{}")) {
            Award award = world.award(ADA);
            open(credly).issue(award);

            String request = credly.requests().getFirst();
            assertThat(request)
                    .startsWith("POST /v1/organizations/org-1/badges HTTP/1.1\r\n")
                    .contains("\r\nAuthorization: Basic dG9rX0VYQU1QTEUtMTIzOg==\r\n")
                    .contains("\r\nContent-Type: application/json\r\n")
                    .contains("\r\nAccept: application/json\r\n");
            assertThat(body(request))
                    .isEqualTo(
                            "{\"badge_template_id\":\"%s\",\"issued_to_first_name\":\"Ada\","
                                            .formatted(award.templateId())
                                    + "\"issued_to_last_name\":\"Example\",\"issuer_earner_id\":\"%s\","
                                            .formatted(award.recipient().id())
                                    + "\"issued_at\":\"2026-03-01 09:15:00 +0000\","
                                    + "\"recipient_email\":\"ada+badges@example.org\"}");
        }
    }

    @Test
    void replaceLeavesTheEmailOut() {
        try (CredlyFixture world = new CredlyFixture();
                RawServer credly = answering("400 Bad", "{}")) {
            open(credly).replace("old", world.award(ADA));

            assertThat(credly.requests().getFirst())
                    .startsWith("POST /v1/organizations/org-1/badges/old/replace HTTP/1.1\r\n");
            assertThat(body(credly.requests().getFirst()))
                    .contains("\"issuer_earner_id\"")
                    .doesNotContain("recipient_email")
                    .doesNotContain(ADA);
        }
    }

    @Test
    void revokeSendsTheReason() {
        try (RawServer credly = answering("400 Bad", "{}")) {
            open(credly).revoke("abc", Ending.REVOKE, "Cheated");

            assertThat(credly.requests().getFirst())
                    .startsWith("PUT /v1/organizations/org-1/badges/abc/revoke HTTP/1.1\r\n")
                    .endsWith("\r\n\r\n{\"reason\":\"Cheated\"}");
        }
    }

    @Test
    void expiryLanguageAndEvidenceArriveAtCredly() {
        try (CredlyFixture world = new CredlyFixture()) {
            Award plain = world.award(ADA);
            Instant expiresAt = Instant.parse("2028-03-01T22:00:00Z");
            done(
                    world.provider()
                            .issue(
                                    new Award(
                                            plain.templateId(),
                                            new Award.Recipient(
                                                    plain.recipient().id(),
                                                    ADA,
                                                    "Ada",
                                                    "Example",
                                                    "de-AT"),
                                            CredlyFixture.ISSUED,
                                            expiresAt,
                                            "https://lms.example/cert/1",
                                            true,
                                            Map.of(),
                                            null)));

            Badge badge = world.onlyBadge();
            assertThat(badge.terms().issuedAt()).isEqualTo(CredlyFixture.ISSUED);
            assertThat(badge.terms().expiresAt()).isEqualTo(expiresAt);
            assertThat(badge.terms().locale()).isEqualTo("de");
            assertThat(badge.terms().suppressBadgeNotificationEmail()).isTrue();
            assertThat(badge.terms().evidence())
                    .singleElement()
                    .satisfies(item -> {
                        assertThat(item.path("type").textValue()).isEqualTo("UrlEvidence");
                        assertThat(item.path("value").textValue())
                                .isEqualTo("https://lms.example/cert/1");
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "/cert/1", "ftp://x/1", "https://a b"})
    void evidenceThatIsNoWebAddressIsLeftOut(String url) {
        try (CredlyFixture world = new CredlyFixture()) {
            Award plain = world.award(ADA);
            done(
                    world.provider()
                            .issue(
                                    new Award(
                                            plain.templateId(),
                                            plain.recipient(),
                                            CredlyFixture.ISSUED,
                                            null,
                                            url,
                                            false,
                                            Map.of(),
                                            null)));
            assertThat(world.onlyBadge().terms().evidence()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Ada, Example, Ada, Example",
        "' Ada ', Example, Ada, Example",
        "Madonna, '', Madonna, Madonna",
        "'', Madonna, Madonna, Madonna",
        "Ana Maria Lima, '', Ana Maria, Lima",
        "'', Ada  Example, Ada, Example"
    })
    void credlyGetsTwoNamesWhateverWeHave(
            String first, String last, String sentFirst, String sentLast) {
        try (CredlyFixture world = new CredlyFixture()) {
            done(world.provider().issue(world.award(ADA, first, last)));

            assertThat(world.onlyBadge().recipient().firstName()).isEqualTo(sentFirst);
            assertThat(world.onlyBadge().recipient().lastName()).isEqualTo(sentLast);
        }
    }

    @Test
    void learnerWithoutAnyNameIsRefusedInCredlysWords() {
        try (CredlyFixture world = new CredlyFixture()) {
            Outcome<?> outcome = world.provider().issue(world.award(ADA, "", " "));

            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            assertThat(outcome.said().words()).contains("Issued to first name can't be blank");
        }
    }

    @Test
    void lookUpAsksByEarnerAndByEmailWithTheWholeFilterEncoded() {
        try (RawServer credly = answering("200 OK", EMPTY_LIST)) {
            Sought sought = new Sought("org-1", "tpl-1", "earner-1", ADA);
            assertThat(open(credly).find(sought)).isInstanceOf(Outcome.Done.class);

            assertThat(credly.requests())
                    .extracting(CredlyRequestTest::query)
                    .containsExactly(
                            "filter=issuer_earner_id%3A%3Aearner-1%7Cbadge_template_id%3A%3Atpl-1"
                                    + "&page=1",
                            "filter=recipient_email_all%3A%3Aada%2Bbadges%40example.org"
                                    + "%7Cbadge_template_id%3A%3Atpl-1&page=1");
        }
    }

    @Test
    void lookUpOfALearnerWithoutEmailAsksByEarnerOnly() {
        try (RawServer credly = answering("200 OK", EMPTY_LIST)) {
            open(credly).find(new Sought("org-1", "tpl-1", "earner-1", null));

            assertThat(credly.requests())
                    .singleElement()
                    .extracting(
                            request -> URLDecoder.decode(query(request), StandardCharsets.UTF_8))
                    .isEqualTo("filter=issuer_earner_id::earner-1|badge_template_id::tpl-1&page=1");
        }
    }

    @Test
    void badgeIdCannotLeaveItsPlaceInThePath() {
        try (RawServer credly = answering("400 Bad", "{}")) {
            open(credly).revoke("../x?y#z/ \u00fc", Ending.REVOKE, "Cheated");

            assertThat(credly.requests().getFirst())
                    .startsWith(
                            "PUT /v1/organizations/org-1/badges/..%2Fx%3Fy%23z%2F%20%C3%BC/revoke"
                                    + " ");
        }
    }

    @ParameterizedTest
    @CsvSource({"'',/v1", "/,/v1", "/v1,/v1", "/v1/,/v1", "/api/v1,/api/v1"})
    void baseUrlIsAnOriginOrHasThePathOfTheApi(String given, String called) {
        try (RawServer credly = answering("400 Bad", "{}")) {
            CredlyFixture.open(credly.url().resolve("/").resolve(given), "org-1", secrets).test();

            assertThat(credly.requests().getFirst())
                    .startsWith("GET " + called + "/organizations/org-1 HTTP/1.1\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "a b", "org?x"})
    void organizationIdIsCheckedWhenOpening(String id) {
        assertThatThrownBy(() -> CredlyFixture.open(URI.create("http://localhost:1"), id, secrets))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("organization_id must be");
    }

    @Test
    void originIsCheckedWhenOpening() {
        CredlyFactory factory =
                new CredlyFactory(
                        new HttpCaller(Clock.systemUTC()),
                        secrets,
                        AllowedOrigins.parse("https://api.credly.com"),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(60),
                        Clock.systemUTC());
        assertThat(
                        factory.open(
                                        CredlyFixture.connection(
                                                URI.create("https://api.credly.com/v1"), "org-1"))
                                .lookUpLag())
                .hasSeconds(60);
        assertThatThrownBy(() ->
                        factory.open(
                                CredlyFixture.connection(
                                        URI.create("https://evil.example"), "org-1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed origin");
    }

    private Provider open(RawServer credly) {
        return CredlyFixture.open(credly.url().resolve("/"), "org-1", secrets);
    }

    private static RawServer answering(String status, String body) {
        return RawServer.answering(
                RawServer.answer(status, "Content-Type: application/json", body));
    }

    private static String body(String request) {
        return request.substring(request.indexOf("\r\n\r\n") + 4);
    }

    private static String query(String request) {
        return request.substring(request.indexOf('?') + 1, request.indexOf(" HTTP/1.1"));
    }
}
