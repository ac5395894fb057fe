package org.badgebridge.domain.badge;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.Attribute;
import org.badgebridge.domain.account.Attribute.Kind;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.ProviderTemplate;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.Position;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.Fact;
import org.badgebridge.domain.learner.LearnerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class AwardAttributesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void eventTellsWhatWasChosen() {
        AwardAttributes attributes =
                told(
                        Map.of("Score", "/data/score", "Passed on", "/data/passed"),
                        Map.of("score", new BigDecimal("9E+1"), "passed", "2026-01-31T23:30:00Z"));
        assertThat(attributes.values())
                .containsOnly(Map.entry("Score", "90"), Map.entry("Passed on", "2026-01-31"));
        assertThat(attributes.remark()).isEmpty();
    }

    @Test
    void whatCannotBeToldIsLeftOutWithAReason() {
        AwardAttributes attributes =
                told(
                        Map.of(
                                "Grade", "/data/grade",
                                "Score", "/data/points",
                                "Passed on", "/data/score"),
                        Map.of("score", 92));
        assertThat(attributes.values()).isEmpty();
        assertThat(attributes.missing())
                .containsExactly(
                        "Without \"Grade\": the provider has no such attribute.",
                        "Without \"Passed on\": what the event says at /data/score is no date.",
                        "Without \"Score\": the event that earned it says nothing at"
                                + " /data/points.");
    }

    @Test
    void eventThatIsNotKeptTellsNothing() {
        AwardAttributes attributes =
                AwardAttributes.of(template(Map.of("Score", "/data/score")), Optional.empty());
        assertThat(attributes.values()).isEmpty();
        assertThat(attributes.missing()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "TEXT, ' Ninety ', Ninety",
        "TEXT, ' ', ",
        "DATE, 2026-01-31, 2026-01-31",
        "DATE, 2026-01-31T23:59:00-08:00, 2026-01-31",
        "DATE, 2026-02-31, ",
        "DATE, soon, ",
        "EMAIL, dean@example.org, dean@example.org",
        "EMAIL, the dean, ",
        "IMAGE, https://images.example.org/1.png, https://images.example.org/1.png",
        "IMAGE, javascript:alert(1), "
    })
    void valueIsWrittenAsItsKindIs(Kind kind, String value, String written) {
        assertThat(new Attribute("Any", kind).written(value))
                .isEqualTo(Optional.ofNullable(written));
    }

    @Test
    void onlyWhatIsShortAndPlainIsWritten() {
        Attribute text = new Attribute("Any", Kind.TEXT);
        assertThat(text.written(true)).contains("true");
        assertThat(text.written(List.of("a"))).isEmpty();
        assertThat(text.written(Map.of("a", 1))).isEmpty();
        assertThat(text.written("x".repeat(1000))).isPresent();
        assertThat(text.written("x".repeat(1001))).isEmpty();
    }

    private static AwardAttributes told(Map<String, String> chosen, Map<String, ?> data) {
        return AwardAttributes.of(template(chosen), Optional.of(fact(Map.of("data", data))));
    }

    private static Template template(Map<String, String> chosen) {
        ProviderTemplate said =
                new ProviderTemplate(
                        "4711",
                        "Welding",
                        null,
                        null,
                        Template.State.ACTIVE,
                        false,
                        List.of(
                                new Attribute("Score", Kind.TEXT),
                                new Attribute("Passed on", Kind.DATE)),
                        NOW);
        return Template.firstSeen(new ConnectionId("main"), said, NOW)
                .choosing(
                        new Template.Choices(
                                Template.Renewal.IGNORE, Template.OnRevoke.REVOKE, false, chosen),
                        NOW);
    }

    private static Fact fact(Map<String, ?> data) {
        return new Fact(
                new CertificateId(new LearnerId("0123456789abcdefghijkl"), "c-0123456789_-abcd"),
                EventType.CERTIFICATE_ISSUED,
                new Position(NOW, false, "event-1"),
                new SourceId("campus"),
                null,
                null,
                NOW,
                null,
                new EventData(data));
    }
}
