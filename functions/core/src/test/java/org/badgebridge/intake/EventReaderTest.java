package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

final class EventReaderTest {

    private static final String TIME = "\"timestamp\":\"2026-01-15T09:30:00Z\"";
    private static final String COURSE = "\"course\":{\"id\":\"w1\"}";

    @Test
    void ourOwnFormatIsReadWhole() {
        LearningEvent event =
                event(Posts.STANDARD, Posts.sample("standard-certificate-issued.json"));

        assertThat(event.id()).isEqualTo("m-1");
        assertThat(event.source().value()).isEqualTo("academy");
        assertThat(event.realm()).isEqualTo("campus");
        assertThat(event.type()).isEqualTo(EventType.CERTIFICATE_ISSUED);
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-01-15T09:30:00Z"));
        assertThat(event.receivedAt()).isEqualTo(Posts.RECEIVED);
        assertThat(event.person())
                .isEqualTo(new Person("501", "ada@example.org", "Ada", "Example"));
        assertThat(event.course()).hasToString("Course[id=welding-1, name=Welding I]");
        assertThat(event.certificateKey()).isEqualTo("c-1001");
        assertThat(event.certificateUrl()).isEqualTo("https://lms.example.org/verify/c-1001");
        assertThat(event.issuedAt()).isEqualTo(Instant.parse("2026-01-15T09:30:00Z"));
        assertThat(event.expiresAt()).isNull();
        assertThat(event.data().at("/data/score")).hasValue(new BigDecimal("93.50"));
    }

    @Test
    void revocationThatNamesItsCertificateNeedsNoCourse() {
        LearningEvent event =
                event(Posts.STANDARD, Posts.sample("standard-certificate-revoked.json"));

        assertThat(event.type()).isEqualTo(EventType.CERTIFICATE_REVOKED);
        assertThat(event.course()).isNull();
        assertThat(event.certificateKey()).isEqualTo("c-1001");
    }

    @Test
    void passedCourseHasNoCertificateAndOneFullName() {
        LearningEvent event = event(Posts.STANDARD, Posts.sample("standard-course-passed.json"));

        assertThat(event.type()).isEqualTo(EventType.COURSE_PASSED);
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-01-15T08:29:58Z"));
        assertThat(event.certificateKey()).isNull();
        assertThat(event.person().firstName()).isEqualTo("Ada King");
        assertThat(event.person().lastName()).isEqualTo("Example");
    }

    @Test
    void learnomysPostIsReadAndItsUserRecordRedacted() {
        LearningEvent event =
                event(Posts.LEARNOMY, Posts.sample("learnomy-certificate-issued.json"));

        assertThat(event.type()).isEqualTo(EventType.CERTIFICATE_ISSUED);
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-01-15T09:30:00Z"));
        assertThat(event.person())
                .isEqualTo(new Person("501", "ada@example.org", "Ada", "Example"));
        assertThat(event.course()).hasToString("Course[id=12, name=Welding I]");
        assertThat(event.certificateKey()).isEqualTo("8f0c2d7e-5a41-4b4e-9a53-0c5a1de1f001");
        assertThat(event.certificateUrl()).startsWith("https://academy.example.org/certificate/");
        assertThat(event.issuedAt()).isEqualTo(Instant.parse("2026-01-15T09:30:00Z"));
        assertThat(event.expiresAt()).isNull();
        assertThat(event.data().tree().toString()).doesNotContain("$P$", "Street");
    }

    @Test
    void pingsTestsAndOtherEventsAreIgnored() {
        assertThat(Posts.read(Posts.STANDARD, Posts.sample("standard-ping.json")))
                .isInstanceOf(Reading.Ignored.class);
        assertThat(Posts.read(Posts.LEARNOMY, Posts.sample("learnomy-test.json")))
                .isInstanceOf(Reading.Ignored.class);
        assertThat(Posts.read(Posts.STANDARD, bytes("{\"type\":\"learner.enrolled\"}")))
                .isEqualTo(
                        new Reading.Ignored("/type names an event that this source does not map."));
    }

    @Test
    void sourceMapsItsOwnNamesAndPlaces() {
        Source source =
                Posts.source(
                        "learnomy",
                        Map.of(
                                "event", "/what",
                                "event.cert_awarded", "certificate.issued",
                                "event.learnomy_course_completed", "ignore",
                                "field.time", "/when",
                                "field.email", "/who/0",
                                "field.course_id", "/a~1b"));

        LearningEvent event =
                event(
                        source,
                        bytes(
                                "{\"what\":\"cert_awarded\",\"when\":1768469400,"
                                        + "\"who\":[\"ada@example.org\"],\"a/b\":\"w1\"}"));

        assertThat(event.person().email()).isEqualTo("ada@example.org");
        assertThat(event.course()).hasToString("Course[id=w1, name=null]");
        assertThat(Posts.read(source, bytes("{\"what\":\"learnomy_course_completed\"}")))
                .isInstanceOf(Reading.Ignored.class);
    }

    @Test
    void timesAreUnderstoodInEveryDocumentedForm() {
        Map<String, String> forms =
                Map.ofEntries(
                        Map.entry("\"2026-01-15T09:30:00Z\"", "2026-01-15T09:30:00Z"),
                        Map.entry("\"2026-01-15T09:30Z\"", "2026-01-15T09:30:00Z"),
                        Map.entry("\" 2026-01-15t09:30:00z \"", "2026-01-15T09:30:00Z"),
                        Map.entry(
                                "\"2026-01-15T09:30:00.123456+05:30\"",
                                "2026-01-15T04:00:00.123456Z"),
                        Map.entry("\"2026-01-15T09:30:00+0000\"", "2026-01-15T09:30:00Z"),
                        Map.entry("\"2026-01-15T09:30:00-05\"", "2026-01-15T14:30:00Z"),
                        Map.entry("\"2026-01-15 09:30:00+00:00\"", "2026-01-15T09:30:00Z"),
                        Map.entry("\"2024-02-29\"", "2024-02-29T00:00:00Z"),
                        Map.entry("1768469400", "2026-01-15T09:30:00Z"),
                        Map.entry("\"1768469400\"", "2026-01-15T09:30:00Z"),
                        Map.entry("1768469400.25", "2026-01-15T09:30:00.250Z"),
                        Map.entry("1.7684694E9", "2026-01-15T09:30:00Z"));
        forms.forEach((form, time) ->
                assertThat(event(Posts.STANDARD, timed(form)).occurredAt())
                        .as(form)
                        .isEqualTo(Instant.parse(time)));
    }

    @Test
    void timesThatCannotBeMeantAreRefused() {
        for (String form :
                List.of(
                        "\"2026-01-15T09:30:00\"",
                        "\"2026-02-30\"",
                        "\"2026-02-30T09:30:00Z\"",
                        "\"15.01.2026\"",
                        "\"yesterday\"",
                        "\"2026-01-15TT 09:30:00Z\"",
                        "\"+12026-01-15T09:30:00Z\"",
                        "\"1826-01-15T09:30:00Z\"",
                        "1768469400000",
                        "-1",
                        "1E-999999999",
                        "1E+999999999",
                        "99999999999999999999999",
                        "true",
                        "{}",
                        "[1768469400]")) {
            assertThat(unusable(Posts.STANDARD, timed(form)))
                    .as(form)
                    .startsWith("/timestamp must be a time with its zone");
        }
    }

    @Test
    void eventWithoutTimeIsUnusable() {
        assertThat(
                        unusable(
                                Posts.STANDARD,
                                bytes(
                                        "{\"type\":\"course.passed\",\"data\":{\"learner\":{\"id\":1},"
                                                + COURSE
                                                + "}}")))
                .isEqualTo("/timestamp must say when it happened; it is missing.");
    }

    @Test
    void namesAreTakenAsGivenOrSplit() {
        assertThat(person("\"first_name\":\" Ada  King \",\"last_name\":\"Example\""))
                .isEqualTo(new Person("1", null, "Ada King", "Example"));
        assertThat(person("\"name\":\"Ada King Example\""))
                .isEqualTo(new Person("1", null, "Ada King", "Example"));
        assertThat(person("\"name\":\"Sukarno\"")).isEqualTo(new Person("1", null, "Sukarno", ""));
        assertThat(person("\"first_name\":\"Ada\",\"name\":\"Someone Else\""))
                .isEqualTo(new Person("1", null, "Ada", ""));
        assertThat(person("\"name\":\"A\\u0000da\\n\\u00a0Example\""))
                .isEqualTo(new Person("1", null, "A da", "Example"));
        assertThat(person("\"name\":null")).isEqualTo(new Person("1", null, "", ""));
    }

    @Test
    void emailIsTrimmedAndLowerCase() {
        assertThat(person("\"email\":\" Ada.Example@EXAMPLE.org \"").email())
                .isEqualTo("ada.example@example.org");
    }

    @Test
    void badEmailIsAsGoodAsNoneWhenThereIsAUserId() {
        for (String bad :
                List.of(
                        "\"none\"",
                        "\"a@b\"",
                        "\"a@@b.c\"",
                        "\"a b@c.d\"",
                        "\"<a@b.c>\"",
                        "17",
                        "\"@b.c\"",
                        "\"a@b.\"",
                        "{}",
                        "\"" + "a".repeat(250) + "@b.cd\"")) {
            assertThat(person("\"email\":" + bad).email()).as(bad).isNull();
        }
    }

    @Test
    void badEmailAloneIsUnusable() {
        assertThat(unusable(Posts.STANDARD, learner("\"email\":\"tell-tale\"")))
                .isEqualTo(
                        "/data/learner/email must be an e-mail address such as ada@example.org.");
    }

    @Test
    void learnerWithoutIdAndEmailIsUnusable() {
        for (String nobody :
                List.of("\"name\":\"x\"", "\"id\":null,\"email\":\" \"", "\"id\":\"\"")) {
            assertThat(unusable(Posts.STANDARD, learner(nobody)))
                    .isEqualTo(
                            "/data/learner/id or /data/learner/email must say who the learner is;"
                                    + " both are missing.");
        }
    }

    @Test
    void certificateWithoutCourseIsUnusable() {
        for (String type : List.of("certificate.issued", "course.passed", "course.failed")) {
            assertThat(
                            unusable(
                                    Posts.STANDARD,
                                    bytes(
                                            "{\"type\":\"%s\",%s,\"data\":{\"learner\":{\"id\":1}}}"
                                                    .formatted(type, TIME))))
                    .isEqualTo("/data/course/id must say which course it was; it is missing.");
        }
    }

    @Test
    void idsAreTextOrWholeNumbers() {
        assertThat(person("\"id\":501").userId()).isEqualTo("501");
        assertThat(person("\"id\":9007199254740993").userId()).isEqualTo("9007199254740993");
        assertThat(person("\"id\":123456789012345678901234").userId())
                .isEqualTo("123456789012345678901234");
        assertThat(person("\"id\":\" Ä-1 \"").userId()).isEqualTo("Ä-1");
        for (String bad :
                List.of("1.5", "true", "{}", "[1]", "\"a\\u0000b\"", "\"\\ud800\"", long256())) {
            assertThat(unusable(Posts.STANDARD, learner("\"id\":" + bad)))
                    .as(bad)
                    .startsWith(
                            "/data/learner/id must be text of at most 255 characters, or a whole"
                                    + " number.");
        }
    }

    @Test
    void linksAreOnlyForBrowsers() {
        assertThat(linked("\"http://lms.example.org/v?x=1#y\"").certificateUrl())
                .isEqualTo("http://lms.example.org/v?x=1#y");
        for (String none :
                List.of(
                        "\"javascript:alert(1)\"",
                        "\"#\"",
                        "\"/verify/1\"",
                        "\"https:\"",
                        "17",
                        "\"https://a b\"",
                        "\"data:text/html,x\"",
                        "\"https:///x\"")) {
            assertThat(linked(none).certificateUrl()).as(none).isNull();
        }
        assertThat(
                        unusable(
                                Posts.STANDARD,
                                certificate("\"url\":\"https://e.org/" + "x".repeat(2048) + "\"")))
                .isEqualTo("/data/certificate/url must have at most 2048 characters.");
    }

    @Test
    void zeroAndNullExpiryMeanNever() {
        for (String never : List.of("0", "0.0", "\"0\"", "null", "\"\"")) {
            assertThat(event(Posts.STANDARD, certificate("\"expires_at\":" + never)).expiresAt())
                    .as(never)
                    .isNull();
        }
        assertThat(event(Posts.STANDARD, certificate("\"expires_at\":\"2031-01-15\"")).expiresAt())
                .isEqualTo(Instant.parse("2031-01-15T00:00:00Z"));
        assertThat(unusable(Posts.STANDARD, certificate("\"expires_at\":\"never\"")))
                .startsWith("/data/certificate/expires_at must be a time");
    }

    @Test
    void longNamesAreRefusedByTheirPlace() {
        assertThat(unusable(Posts.STANDARD, learner("\"id\":1,\"first_name\":" + long256())))
                .isEqualTo("/data/learner/first_name must be text of at most 255 characters.");
    }

    @Test
    void allProblemsAreToldAtOnceAndNoneTellsAValue() {
        String reason =
                unusable(
                        Posts.STANDARD,
                        bytes(
                                "{\"type\":\"certificate.issued\",\"timestamp\":\"tell-tale\","
                                        + "\"data\":{\"learner\":{\"email\":\"tell-tale\"},"
                                        + "\"course\":{\"name\":[\"tell-tale\"]}}}"));

        assertThat(reason)
                .contains(
                        "/timestamp", "/data/learner/email", "/data/course/id", "/data/course/name")
                .doesNotContain("tell-tale");
    }

    @Test
    void languageIsATagOrNone() {
        assertThat(person("\"email\":\"ada@example.org\",\"locale\":\"pt_BR\"").locale())
                .isEqualTo("pt-BR");
        for (String none : List.of("\"Deutsch, bitte\"", "7", "null", "\"\"", "[\"de\"]")) {
            assertThat(person("\"email\":\"ada@example.org\",\"locale\":" + none).locale())
                    .as(none)
                    .isNull();
        }
    }

    @Test
    void bodyThatIsNoObjectIsUnusable() {
        assertThat(unusable(Posts.STANDARD, bytes("not json")))
                .startsWith("The body could not be read.");
        for (String body : List.of("[null]", "\"x\"", "17", "null")) {
            assertThat(Posts.read(Posts.STANDARD, bytes(body)))
                    .as(body)
                    .isInstanceOf(Reading.Unusable.class);
        }
    }

    @Test
    void eventWithoutNameIsUnusable() {
        assertThat(unusable(Posts.STANDARD, bytes("{}")))
                .isEqualTo("/type must name the event; it is missing.");
        assertThat(unusable(Posts.STANDARD, bytes("{\"type\":{}}")))
                .isEqualTo("/type must name the event as text.");
    }

    @Test
    void sourceOfAnUnknownPresetIsUnusableNotLost() {
        assertThat(
                        new EventReader(Posts.PRESETS)
                                .read(
                                        Posts.source("gone", Map.of()),
                                        Posts.delivery(Posts.STANDARD, Map.of(), bytes("{}"))))
                .extracting(EventReader.Item::reading)
                .singleElement()
                .isInstanceOf(Reading.Unusable.class);
    }

    private static Person person(String members) {
        boolean named = members.startsWith("\"id\"");
        return event(Posts.STANDARD, learner(named ? members : "\"id\":1," + members)).person();
    }

    private static LearningEvent linked(String url) {
        return event(Posts.STANDARD, certificate("\"url\":" + url));
    }

    private static byte[] timed(String time) {
        return bytes(
                "{\"type\":\"course.passed\",\"timestamp\":%s,\"data\":{\"learner\":{\"id\":1},%s}}"
                        .formatted(time, COURSE));
    }

    private static byte[] learner(String members) {
        return bytes(
                "{\"type\":\"course.passed\",%s,\"data\":{\"learner\":{%s},%s}}"
                        .formatted(TIME, members, COURSE));
    }

    private static byte[] certificate(String members) {
        return bytes(
                "{\"type\":\"certificate.issued\",%s,\"data\":{\"learner\":{\"id\":1},%s,\"certificate\":{%s}}}"
                        .formatted(TIME, COURSE, members));
    }

    private static String long256() {
        return "\"" + "x".repeat(256) + "\"";
    }

    private static LearningEvent event(Source source, byte[] body) {
        Reading reading = Posts.read(source, body);
        assertThat(reading).isInstanceOf(Reading.Of.class);
        return ((Reading.Of) reading).event();
    }

    private static String unusable(Source source, byte[] body) {
        Reading reading = Posts.read(source, body);
        assertThat(reading).isInstanceOf(Reading.Unusable.class);
        return ((Reading.Unusable) reading).reason();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
