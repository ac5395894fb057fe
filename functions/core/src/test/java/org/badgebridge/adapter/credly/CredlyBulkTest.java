package org.badgebridge.adapter.credly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.adapter.provider.ProviderContract.done;

import static java.util.Objects.requireNonNull;

import org.badgebridge.adapter.provider.CachedSecrets;
import org.badgebridge.adapter.provider.RawServer;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.ProviderBadge;
import org.badgebridge.port.BadgesPage;
import org.badgebridge.port.Page;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.SimulatorJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

/// How all badges of an organization are read, and where we do not follow.
final class CredlyBulkTest {

    private static final String SEARCH =
            "GET /v1/organizations/org-1/high_volume_issued_badge_search?badge_format=default"
                    + "&filter=state%3A%3Apending%2Caccepted%2Crejected%2Crevoked";

    private static final String BADGE =
            """
            {"id": "b-1", "state": "pending", "badge_template": {"id": "tpl-1"}}\
            """;

    private static final String END = "{\"data\": [], \"metadata\": {\"next_page_url\": null}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "https://evil.example/steal?cursor=b-1 cursor=b-1",
                "//evil.example/v1/organizations/org-1/high_volume_issued_badge_search?c=2 c=2",
                "/v1/organizations/org-2/tokens?cursor=%2F..%2F&x=1#y cursor=%2F..%2F&x=1",
                "?filter=state::pending|public::true&cursor=2&badge_format=minimal cursor=2",
                "?page[after]=2&filter[state]=pending&filter%5Bpublic%5D=true page[after]=2"
            })
    void nextPageIsAskedOfOurOwnAddressWithItsOtherParameters(String next, String parameters) {
        try (RawServer credly =
                RawServer.start(line -> {
                    line.request();
                    line.send(ok(page(next, BADGE)));
                    line.request();
                    line.send(ok(END));
                })) {
            BadgesPage first = done(ask(credly, Page.Cursor.START));
            Page.Cursor cursor = requireNonNull(first.next());
            assertThat(cursor).isEqualTo(new Page.Cursor(parameters));
            assertThat(done(ask(credly, cursor)).next()).isNull();

            assertThat(credly.requests().getFirst()).startsWith(SEARCH + " HTTP/1.1\r\n");
            assertThat(credly.requests().getLast())
                    .startsWith(SEARCH + "&" + parameters + " HTTP/1.1\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "https://api.credly.com/v1/organizations/org-1/high_volume_issued_badge_search",
                "?filter=state::pending",
                "?cursor=1",
                "?cursor=a b",
                "?cursor=%zz",
                "?cursor=<"
            })
    void pageThatDoesNotSayWhereTheListGoesOnProvesNothing(String next) {
        Outcome<BadgesPage> outcome =
                CredlyFixture.asked(
                        "200 OK", page(next), p -> p.badges(null, new Page.Cursor("cursor=1")));
        assertThat(outcome).isInstanceOf(Outcome.Unsure.class);
        assertThat(outcome.said().words()).contains("where the list goes on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\": []}",
                "{\"data\": [], \"metadata\": {}}",
                "{\"data\": [], \"metadata\": {\"next_page_url\": 7}}",
                "{\"data\": {}, \"metadata\": {\"next_page_url\": null}}",
                "{\"metadata\": {\"next_page_url\": null}}"
            })
    void pageThatDoesNotSayWhetherTheListGoesOnProvesNothing(String body) {
        assertThat(CredlyFixture.asked("200 OK", body, p -> p.badges(null, Page.Cursor.START)))
                .isInstanceOf(Outcome.Unsure.class);
    }

    @Test
    void badgeWeCannotReadIsCountedAndLeftOut() {
        String body =
                page(
                        "?cursor=2",
                        BADGE.replace("pending", "printing"),
                        BADGE,
                        "7",
                        BADGE.replace(
                                "\"state\"",
                                "\"created_by\": {\"type\": \"Organization\", \"id\": \"org-2\"},"
                                        + " \"state\""),
                        BADGE.replace("b-1", "b-2"));
        BadgesPage page =
                done(CredlyFixture.asked("200 OK", body, p -> p.badges(null, Page.Cursor.START)));

        assertThat(page.badges()).extracting(ProviderBadge::id).containsExactly("b-1", "b-2");
        assertThat(page.unreadable()).isEqualTo(3);
        assertThat(page.next()).isEqualTo(new Page.Cursor("cursor=2"));
    }

    @Test
    void badgeIsAsOfItsOwnTimeElseOfOurQuestion() {
        String changed =
                BADGE.replace(
                        "\"state\"", "\"state_updated_at\": \"2026-03-02T00:00:00Z\", \"state\"");
        Instant before = Instant.now();
        BadgesPage page =
                done(
                        CredlyFixture.asked(
                                "200 OK",
                                page("?cursor=2", BADGE, changed),
                                p -> p.badges(null, Page.Cursor.START)));

        assertThat(page.badges().getFirst().asOf()).isBetween(before, Instant.now());
        assertThat(page.badges().getLast().asOf()).isEqualTo("2026-03-02T00:00:00Z");
    }

    /// More than all other answers may have, and less than what nobody should send.
    @Test
    void pageOfFullBadgesFits() {
        try (CredlyFixture world = new CredlyFixture()) {
            String description = "What one can weld. ".repeat(400);
            var template =
                    world.control()
                            .createTemplate(
                                    world.organization(),
                                    SimulatorJson.object()
                                            .put("name", "Long")
                                            .put("description", description));
            for (int i = 0; i < 510; i++) {
                world.control()
                        .issueByHand(
                                world.organization(),
                                SimulatorJson.object()
                                        .put("recipient_email", "somebody" + i + "@example.org")
                                        .put("badge_template_id", template.id())
                                        .put("issued_at", "2026-03-01 09:15:00 +0000")
                                        .put("issued_to_first_name", "By")
                                        .put("issued_to_last_name", "Hand"));
            }
            BadgesPage page = done(world.provider().badges(null, Page.Cursor.START));
            assertThat(page.badges()).hasSize(500);
            assertThat(page.next()).isNotNull();

            world.happens(Fault.on(Operation.LIST_BADGES, new Fault.Huge(17 << 20)));
            assertThat(world.provider().badges(null, Page.Cursor.START))
                    .isInstanceOf(Outcome.Unsure.class);
        }
    }

    private static Outcome<BadgesPage> ask(RawServer credly, Page.Cursor from) {
        CachedSecrets secrets = new CachedSecrets();
        secrets.rotate(CredlyFixture.CONNECTION, "tok_EXAMPLE-123");
        return CredlyFixture.open(credly.url().resolve("/"), "org-1", secrets).badges(null, from);
    }

    private static String ok(String body) {
        return RawServer.answer("200 OK", "Content-Type: application/json", body);
    }

    private static String page(String next, String... items) {
        return "{\"data\": [%s], \"metadata\": {\"next_page_url\": \"%s\"}}"
                .formatted(String.join(",", items), next);
    }
}
