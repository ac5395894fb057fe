package org.badgebridge.adapter.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.port.Delivery;
import org.badgebridge.port.Notice;
import org.badgebridge.port.SettleMessage;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;

class MessagesTest {

    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.123456789Z");
    private static final SourceId SOURCE = new SourceId("campus");
    private static final BadgeId BADGE =
            new BadgeId(
                    new LearnerId("0123456789abcdefghijkl"),
                    new TemplateId(new ConnectionId("acme"), "t-1"));

    private static final Notice NOTICE =
            new Notice(new ConnectionId("acme"), "1f0c1a52-7d0e-4d7b-9a43-0f7c5a1e2b3c");

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
        assertThat(Messages.readSettle(Messages.of(BADGE)))
                .isEqualTo(new Messages.Content<>(new SettleMessage.Badge(BADGE)));
        assertThat(Messages.readSettle(Messages.of(NOTICE)))
                .isEqualTo(new Messages.Content<>(new SettleMessage.Event(NOTICE)));
    }

    @Test
    void theShapesAreThoseThatOthersRelyOn() {
        assertThat(Messages.of(BADGE))
                .isEqualTo(
                        """
                        {"v":1,"kind":"badge","badge_id":"0123456789abcdefghijkl.acme.t-1"}\
                        """);
        assertThat(Messages.of(NOTICE))
                .isEqualTo(
                        """
                        {"v":1,"kind":"provider_event","connection":"acme",\
                        "event_id":"1f0c1a52-7d0e-4d7b-9a43-0f7c5a1e2b3c"}\
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
                        Messages.readSettle(
                                """
                                {"v":1,"kind":"badge","badge_id":"%s","urgent":true}\
                                """
                                        .formatted(BADGE)))
                .isEqualTo(new Messages.Content<>(new SettleMessage.Badge(BADGE)));
    }

    @Test
    void aKindOrVersionOfLaterIsAResultThatSaysSo() {
        assertThat(
                        Messages.readSettle(
                                """
                                {"v":1,"kind":"badge_family","badge_id":"b"}\
                                """))
                .isEqualTo(
                        new Messages.Unknown<>(
                                "The message is of a kind unknown to this version."));
        assertThat(Messages.readDelivery(Messages.of(BADGE))).isInstanceOf(Messages.Unknown.class);
        assertThat(Messages.readSettle(Messages.of(BADGE).replace("\"v\":1", "\"v\":2")))
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
                    "{\"v\":1,\"kind\":\"provider_event\",\"connection\":\"acme\"}",
                    """
                    {"v":1,"kind":"provider_event","connection":"ADA@example.org","event_id":"e"}\
                    """,
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
            for (Messages.Read<?> read :
                    List.of(Messages.readSettle(wrong), Messages.readDelivery(wrong))) {
                assertThat(read)
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
}
