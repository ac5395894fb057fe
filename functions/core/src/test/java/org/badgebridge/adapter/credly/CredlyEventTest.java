package org.badgebridge.adapter.credly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.adapter.provider.ProviderContract.done;

import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.ProviderEvent;
import org.badgebridge.domain.badge.ProviderEvent.BadgeChanged;
import org.badgebridge.domain.badge.ProviderEvent.BadgeDeleted;
import org.badgebridge.domain.badge.ProviderEvent.Other;
import org.badgebridge.domain.badge.ProviderEvent.TemplateChanged;
import org.badgebridge.domain.badge.ProviderEvent.TemplateDeleted;
import org.badgebridge.domain.badge.ProviderEvent.Unreadable;
import org.badgebridge.domain.badge.ProviderState;
import org.badgebridge.port.Page;
import org.badgebridge.port.Provider;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.credly.Event;
import org.badgebridge.simulator.credly.Organization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Locale;

/// What we make of Credly's events, and of ids that somebody else has brought us.
final class CredlyEventTest {

    private static final String ID = "9f0e5a52-7a5e-4a7c-8a43-6b6a6f0d2c10";
    private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");

    private static final String ACCEPTED =
            """
            {"id": "9f0e5a52-7a5e-4a7c-8a43-6b6a6f0d2c10", "event_type": "badge.state.changed",
             "organization_id": "org-1", "occurred_at": "2026-03-02T10:00:00.000Z",
             "badge": {"id": "b-1", "state": "accepted", "badge_template": {"id": "tpl-1"}}}\
            """;

    private static final String ARCHIVED =
            """
            {"id": "9f0e5a52-7a5e-4a7c-8a43-6b6a6f0d2c10", "event_type": "badge_template.changed",
             "organization_id": "org-1", "occurred_at": "2026-03-02T10:00:00.000Z",
             "badge_template": {"id": "tpl-1", "name": "Welding", "state": "archived"}}\
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "..",
                "../../..",
                "1",
                "9f0e5a52-7a5e-4a7c-8a43-6b6a6f0d2c10/",
                "9f0e5a52-7a5e-4a7c-8a43-6b6a6f0d2c10?x",
                "9f0e5a52-7a5e-4a7c-8a43-6b6a6f0d2c10\n",
                "9f0e5a52-7a5e-4a7c-8a43-6b6a6f0d2c1",
                "9f0e5a52-7a5e-4a7c-8a43-6b6a6f0d2c1g",
                "9f0e5a527a5e4a7c8a436b6a6f0d2c10",
                "../badges/0b6f2a1e-6f0c-4c39-9a58-1d3f6f1c9e11",
                "%2e%2e"
            })
    void idThatIsNoUuidIsRefusedWithoutACall(String id) {
        try (CredlyFixture world = new CredlyFixture()) {
            Outcome<ProviderEvent> outcome = world.provider().event(id);

            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            assertThat(outcome.said().words()).isEqualTo("No event at Credly has such an id.");
            for (Operation operation : Operation.values()) {
                assertThat(world.calls(operation)).isZero();
            }
        }
    }

    @Test
    void eventOfAnotherOrganizationIsNotToBeHad() {
        try (CredlyFixture world = new CredlyFixture()) {
            Organization other = world.control().createOrganization("Other Org");
            world.control().createTemplate(other, "Theirs");
            Event theirs = world.control().events().getLast();
            assertThat(theirs.organizationId()).isEqualTo(other.id());

            assertThat(world.provider().event(theirs.id())).isInstanceOf(Outcome.Refused.class);
            assertThat(done(world.provider().events(Page.Cursor.START)).items())
                    .extracting(ProviderEvent::id)
                    .isNotEmpty()
                    .doesNotContain(theirs.id());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"org-1\"|\"org-2\"|another organization's event",
                "\"organization_id\"|\"x\"|\"organization_id\" is no id",
                "8a43-6b6a6f0d2c10|8a43-6b6a6f0d2c11|another event",
                "\"id\": \"9f0e|\"ID\": \"9f0e|\"id\" is no id",
                "\"occurred_at\"|\"x\"|\"occurred_at\" is no time",
                "2026-03-02T10|yesterday|\"occurred_at\" is no time",
                "\"event_type\"|\"x\"|\"event_type\" is no type",
                "badge.state.changed|Ada Example|\"event_type\" is no type"
            })
    void successAboutSomethingElseLeavesUsUnsure(String instead, String of, String words) {
        Outcome<ProviderEvent> outcome = told(ACCEPTED.replace(instead, of));

        assertThat(outcome).isInstanceOf(Outcome.Unsure.class);
        assertThat(outcome.said().words()).contains(words);
    }

    @Test
    void idIsOneInCapitalsAndInSmallLetters() {
        assertThat(done(told(ACCEPTED.replace(ID, ID.toUpperCase(Locale.ROOT)))).id())
                .isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"badge.created", "badge.state.changed", "badge.privacy.changed"})
    void badgeThatTellsNoTimeIsAsOfTheEvent(String type) {
        ProviderEvent event = done(told(ACCEPTED.replace("badge.state.changed", type)));

        assertThat(event)
                .isInstanceOfSatisfying(
                        BadgeChanged.class,
                        changed ->
                                assertThat(changed.badge().asOf())
                                        .isEqualTo(AT)
                                        .isEqualTo(changed.occurredAt()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"badge_template.created", "badge_template.changed"})
    void templateIsAsOfItsOwnTimeElseOfTheEvent(String type) {
        String template = ARCHIVED.replace("badge_template.changed", type);
        String older =
                template.replace(
                        "\"archived\"",
                        "\"archived\", \"updated_at\": \"2026-03-01T00:00:00.000Z\"");

        assertThat(((TemplateChanged) done(told(template))).template().asOf()).isEqualTo(AT);
        assertThat(((TemplateChanged) done(told(older))).template().asOf())
                .isEqualTo("2026-03-01T00:00:00Z");
    }

    @Test
    void templateOfAGrantorInOurEventIsAmongOurTemplates() {
        String grantor =
                ARCHIVED.replace("\"archived\"", "\"archived\", \"owner\": {\"id\": \"org-2\"}");
        assertThat(done(told(grantor))).isInstanceOf(TemplateChanged.class);
    }

    @Test
    void whatWasDeletedNeedsOnlyToBeNamed() {
        String badge =
                ACCEPTED.replace("badge.state.changed", "badge.deleted")
                        .replace("\"accepted\"", "\"gone\"");
        String template =
                ARCHIVED.replace("badge_template.changed", "badge_template.deleted")
                        .replace("\"archived\"", "null");

        assertThat(done(told(badge)))
                .isInstanceOfSatisfying(
                        BadgeDeleted.class,
                        deleted -> {
                            assertThat(deleted.badge().id()).isEqualTo("b-1");
                            assertThat(deleted.badge().state()).isEqualTo(ProviderState.DELETED);
                            assertThat(deleted.badge().asOf()).isEqualTo(AT);
                        });
        assertThat(done(told(template))).isEqualTo(new TemplateDeleted(ID, AT, "tpl-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"badge.replaced", "employee.created", "badge.state_changed"})
    void typeThatWeDoNotUseIsPassedOn(String type) {
        assertThat(done(told(ACCEPTED.replace("badge.state.changed", type))))
                .isEqualTo(new Other(ID, AT, type));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"accepted\"|\"Ada Example\"|the state \"?\" is not known.",
                "\"b-1\"|\"../x\"|\"id\" is no id.",
                "\"badge\"|\"bagde\"|the state \"?\" is not known.",
                "\"tpl-1\"|7|\"id\" is no id.",
                "\"accepted\"|\"accepted\", \"created_by\": {\"type\": \"Organization\","
                        + " \"id\": \"org-2\"}|it is about another organization's badge."
            })
    void contentThatCannotBeReadIsKeptWithItsReason(String instead, String of, String words) {
        assertThat(done(told(ACCEPTED.replace(instead, of))))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        event ->
                                assertThat(event.reason())
                                        .startsWith("badge.state.changed could not be read: ")
                                        .endsWith(words));
    }

    @Test
    void oneOddEventDoesNotSpoilThePage() {
        String page =
                """
                {"data": [%s, 7, %s, %s, %s], "metadata": {"total_pages": 3, "total_count": 120}}\
                """
                        .formatted(
                                ACCEPTED,
                                ACCEPTED.replace("\"org-1\"", "\"org-2\""),
                                ACCEPTED.replace("\"accepted\"", "\"odd\""),
                                ARCHIVED);
        Page<ProviderEvent> read =
                done(CredlyFixture.asked("200 OK", page, p -> p.events(Page.Cursor.START)));

        assertThat(read.items())
                .hasExactlyElementsOfTypes(
                        BadgeChanged.class, Unreadable.class, TemplateChanged.class);
        assertThat(read.next()).isEqualTo(new Page.Cursor("2"));
        Page<ProviderEvent> last =
                done(CredlyFixture.asked("200 OK", page, p -> p.events(new Page.Cursor("3"))));
        assertThat(last.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"data\": []}", "{\"data\": {}, \"metadata\": {}}"})
    void pageThatDoesNotSayHowLongTheListIsProvesNothing(String body) {
        assertThat(
                        CredlyFixture.asked(
                                "200 OK", body, provider -> provider.events(Page.Cursor.START)))
                .isInstanceOf(Outcome.Unsure.class);
    }

    private static Outcome<ProviderEvent> told(String event) {
        return CredlyFixture.asked(
                "200 OK", "{\"data\": " + event + "}", (Provider provider) -> provider.event(ID));
    }
}
