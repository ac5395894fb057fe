package org.badgebridge.adapter.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.port.Delivery;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;

class MessagesTest {

    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.123456789Z");
    private static final SourceId SOURCE = new SourceId("campus");
    private static final BadgeId BADGE =
            new BadgeId(
                    new LearnerId("0123456789abcdefghijkl"),
                    new TemplateId(new ConnectionId("acme"), "t-1"));

    @Test
    void everyKindOfMessageIsReadAsItWasWritten() {
        Delivery full =
                new Delivery.Event(
                        "d-1", SOURCE, AT, "s-1", "{\"name\":\"Łucja 🎓\"}", Map.of("X-Id", "é"));
        Delivery bare = new Delivery.Event("", SOURCE, AT, null, "", Map.of());
        Delivery rejected = new Delivery.Rejected("d-2", SOURCE, AT, "No signature.");

        for (Delivery delivery : new Delivery[] {full, bare, rejected}) {
            assertThat(Messages.readDelivery(Messages.of(delivery)))
                    .isEqualTo(new Messages.Content<>(delivery));
        }
        assertThat(Messages.readBadge(Messages.of(BADGE))).isEqualTo(new Messages.Content<>(BADGE));
    }

    @Test
    void theShapesAreThoseThatOthersRelyOn() {
        assertThat(Messages.of(BADGE))
                .isEqualTo(
                        """
                        {"v":1,"kind":"badge","badge_id":"0123456789abcdefghijkl.acme.t-1"}\
                        """);
        assertThat(
                        Messages.of(
                                new Delivery.Event(
                                        "d-1", SOURCE, AT, "s-1", "{}", Map.of("h", "x"))))
                .isEqualTo(
                        """
                        {"v":1,"kind":"event","source":"campus",\
                        "received_at":"2026-03-04T05:06:07.123456789Z","delivery_id":"d-1",\
                        "secret_id":"s-1","headers":{"h":"x"},"body":"{}"}\
                        """);
        assertThat(Messages.of(new Delivery.Rejected("d-2", SOURCE, AT, "No.")))
                .isEqualTo(
                        """
                        {"v":1,"kind":"rejected","source":"campus",\
                        "received_at":"2026-03-04T05:06:07.123456789Z","delivery_id":"d-2",\
                        "reason":"No."}\
                        """);
    }

    @Test
    void whatALaterVersionAddedIsIgnored() {
        assertThat(
                        Messages.readDelivery(
                                """
                                {"v":1,"kind":"event","source":"campus","delivery_id":"d-1",
                                 "received_at":"2026-03-04T05:06:07Z","body":"{}",
                                 "trace":{"id":7},"tags":[1]}\
                                """))
                .isEqualTo(
                        new Messages.Content<>(
                                new Delivery.Event(
                                        "d-1",
                                        SOURCE,
                                        Instant.parse("2026-03-04T05:06:07Z"),
                                        null,
                                        "{}",
                                        Map.of())));
        assertThat(
                        Messages.readBadge(
                                """
                                {"v":1,"kind":"badge","badge_id":"%s","urgent":true}\
                                """
                                        .formatted(BADGE)))
                .isEqualTo(new Messages.Content<>(BADGE));
    }

    @Test
    void aKindOrVersionOfLaterIsAResultThatSaysSo() {
        assertThat(
                        Messages.readBadge(
                                """
                                {"v":1,"kind":"provider_event","connection":"acme","event_id":"e"}\
                                """))
                .isEqualTo(
                        new Messages.Unknown<>(
                                "The message is of a kind unknown to this version."));
        assertThat(Messages.readDelivery(Messages.of(BADGE))).isInstanceOf(Messages.Unknown.class);
        assertThat(Messages.readBadge(Messages.of(BADGE).replace("\"v\":1", "\"v\":2")))
                .isEqualTo(new Messages.Unknown<>("The message has another version than 1."));
    }

    @Test
    void whatIsNoMessageIsAResultThatQuotesNothing() {
        for (String wrong :
                new String[] {
                    "",
                    "ada@example.org",
                    "null",
                    "[]",
                    "7",
                    "{\"v\":1}",
                    "{\"v\":1,\"kind\":7}",
                    "{\"v\":1,\"kind\":\"badge\"}",
                    "{\"v\":1,\"kind\":\"badge\",\"badge_id\":\"ada@example.org\"}",
                    "{\"v\":1,\"kind\":\"event\",\"source\":\"ADA@example.org\"}",
                    """
                    {"v":1,"kind":"event","source":"s","delivery_id":"d",
                     "received_at":"ada@example.org","body":""}\
                    """,
                    """
                    {"v":1,"kind":"event","source":"s","delivery_id":"d",
                     "received_at":"2026-03-04T05:06:07Z","body_gzip":"ada@example.org"}\
                    """,
                    """
                    {"v":1,"kind":"event","source":"s","delivery_id":"d",
                     "received_at":"2026-03-04T05:06:07Z","body_gzip":"AAAA"}\
                    """
                }) {
            assertThat(Messages.readBadge(wrong)).isInstanceOf(Messages.Unknown.class);
            assertThat(Messages.readDelivery(wrong))
                    .isInstanceOfSatisfying(
                            Messages.Unknown.class,
                            unknown ->
                                    assertThat(unknown.reason())
                                            .isNotBlank()
                                            .doesNotContain("ada")
                                            .doesNotContain("ADA"));
        }
    }
}
