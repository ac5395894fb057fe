package org.badgebridge.simulator.credly;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.simulator.SimulatorJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

class ReadingTest {
    private final World world = World.start();

    @AfterEach
    void close() {
        world.close();
    }

    private List<String> ids(Caller.Reply reply) {
        assertThat(reply.status()).isEqualTo(200);
        var ids = new ArrayList<String>();
        reply.data().forEach(badge -> ids.add(badge.path("id").asText()));
        return ids;
    }

    @Test
    void aListIsNewestFirst() {
        String first = world.issue("a@example.test", "a").id();
        String second = world.issue("b@example.test", "b").id();
        assertThat(ids(world.caller().get("/badges"))).containsExactly(second, first);
    }

    @Test
    void filtersAreJoinedByAnd() {
        String a = world.issue("a@example.test", "a").id();
        world.issue("b@example.test", "b");
        String template = world.template().id();
        assertThat(ids(world.caller().badges("issuer_earner_id::a|badge_template_id::" + template)))
                .containsExactly(a);
        assertThat(ids(world.caller().badges("issuer_earner_id::a|badge_template_id::none")))
                .isEmpty();
    }

    @Test
    void theNewerFilterSyntaxFindsTheSame() {
        String a = world.issue("a@example.test", "a").id();
        world.issue("b@example.test", "b");
        assertThat(
                        ids(
                                world.caller()
                                        .get(
                                                "/badges?filter%5Bissuer_earner_id%5D=a"
                                                        + "&filter%5Bstate%5D=pending,accepted")))
                .containsExactly(a);
    }

    @Test
    void theRecipientsAddressFindsOnlyItselfAndTheOtherFilterAllAddresses() {
        String home = world.issue("ada@example.test", "ada").id();
        world.control().linkAddresses("ada@example.test", "ada@work.test");
        assertThat(ids(world.caller().badges("recipient_email::ada@example.test")))
                .containsExactly(home);
        assertThat(ids(world.caller().badges("recipient_email::ada@work.test"))).isEmpty();
        assertThat(ids(world.caller().badges("recipient_email_all::ada@work.test")))
                .containsExactly(home);
    }

    @Test
    void statesAreFilteredByAList() {
        String pending = world.issue("a@example.test", "a").id();
        String accepted = world.issue("b@example.test", "b").id();
        String revoked = world.issue("c@example.test", "c").id();
        world.control().accept(accepted);
        world.control().revokeByHand(revoked, "Mistake");
        assertThat(ids(world.caller().badges("state::pending,accepted")))
                .containsExactly(accepted, pending);
        assertThat(ids(world.caller().badges("state::revoked"))).containsExactly(revoked);
    }

    @Test
    void anUnknownFilterIsIgnoredUnlessTheSwitchRefusesIt() {
        world.issue("a@example.test", "a");
        assertThat(ids(world.caller().badges("shoe_size::44"))).hasSize(1);
        world.control().set(Switch.REFUSE_UNKNOWN_FILTERS, true);
        assertThat(world.caller().badges("shoe_size::44").status()).isEqualTo(422);
    }

    @Test
    void sortTakesSeveralKeysAndDirections() {
        String b = world.issue("b@example.test", "b").id();
        String a = world.issue("a@example.test", "a").id();
        assertThat(ids(world.caller().get("/badges?sort=created_at"))).containsExactly(b, a);
        assertThat(ids(world.caller().get("/badges?sort=issued_at%7C-created_at")))
                .containsExactly(a, b);
    }

    @Test
    void pagesAreFollowedByAbsoluteAddressesThatKeepTheQuery() {
        world.control().set(Switch.PAGE_SIZE, 2);
        for (int i = 0; i < 5; i++) {
            world.issue("a" + i + "@example.test", "a" + i);
        }
        Caller.Reply page = world.caller().badges("state::pending");
        JsonNode metadata = page.json().path("metadata");
        assertThat(metadata.path("count").asInt()).isEqualTo(2);
        assertThat(metadata.path("total_count").asInt()).isEqualTo(5);
        assertThat(metadata.path("total_pages").asInt()).isEqualTo(3);
        assertThat(metadata.path("previous_page_url").isNull()).isTrue();
        assertThat(metadata.path("next_page_url").asText())
                .startsWith(world.simulator().url() + "/v1/")
                .contains("filter=state");
        var all = new ArrayList<>(ids(page));
        JsonNode next = metadata.path("next_page_url");
        while (!next.isNull()) {
            page = world.caller().absolute(next.asText());
            all.addAll(ids(page));
            next = page.json().path("metadata").path("next_page_url");
        }
        assertThat(all).hasSize(5).doesNotHaveDuplicates();
        assertThat(page.json().path("metadata").path("previous_page_url").asText())
                .contains("page=2");
    }

    @Test
    void aPageBeyondTheLastIsEmpty() {
        world.issue("a@example.test", "a");
        assertThat(ids(world.caller().get("/badges?page=9"))).isEmpty();
    }

    @Test
    void theBulkSearchGoesByCursorAndMissesNothingIssuedMeanwhile() {
        world.control().set(Switch.BULK_PAGE_SIZE, 3);
        for (int i = 0; i < 5; i++) {
            world.issue("a" + i + "@example.test", "a" + i);
        }
        Caller.Reply first =
                world.caller().get("/high_volume_issued_badge_search?badge_format=minimal");
        assertThat(first.data().path(0).has("evidence")).isFalse();
        assertThat(first.data().path(0).path("badge_template").path("name").asText())
                .isEqualTo("Welding I");
        assertThat(first.json().path("metadata").size()).isEqualTo(1);
        world.issue("late@example.test", "late");
        String next = first.json().path("metadata").path("next_page_url").asText();
        Caller.Reply last = world.caller().absolute(next);
        assertThat(last.data().path(0).has("evidence")).isFalse();
        assertThat(last.json().path("metadata").path("next_page_url").isNull()).isTrue();
        var all = new ArrayList<>(ids(first));
        all.addAll(ids(last));
        assertThat(all).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void oneBadgeIsReadOnlyWhenTheSwitchIsOn() {
        String id = world.issue("a@example.test", "a").id();
        assertThat(world.caller().get("/badges/" + id).status()).isEqualTo(404);
        world.control().set(Switch.SINGLE_BADGE_GET, true);
        assertThat(world.caller().get("/badges/" + id).id()).isEqualTo(id);
        assertThat(world.caller().get("/badges/none").status()).isEqualTo(404);
    }

    @Test
    void aNewBadgeAppearsInListsOnlyAfterTheLag() {
        world.control().set(Switch.LOOKUP_LAG_MS, 3_600_000);
        world.issue("a@example.test", "a");
        assertThat(ids(world.caller().badges("issuer_earner_id::a"))).isEmpty();
        assertThat(ids(world.caller().get("/high_volume_issued_badge_search"))).isEmpty();
        assertThat(world.issue("a@example.test", "a").status()).isEqualTo(422);
        world.control().set(Switch.LOOKUP_LAG_MS, 0);
        assertThat(ids(world.caller().badges("issuer_earner_id::a"))).hasSize(1);
    }

    @Test
    void replacedBadgesAreHiddenOnlyWhenTheSwitchIsOn() {
        String old = world.issue("a@example.test", "a").id();
        world.caller()
                .post(
                        "/badges/" + old + "/replace",
                        SimulatorJson.object()
                                .put("badge_template_id", world.template().id())
                                .put("issued_at", "2026-05-01"));
        assertThat(ids(world.caller().get("/badges"))).hasSize(2).contains(old);
        world.control().set(Switch.HIDE_REPLACED, true);
        assertThat(ids(world.caller().get("/badges"))).hasSize(1).doesNotContain(old);
    }

    @Test
    void templatesAreListedByStateNameAndTags() {
        CredlyControl control = world.control();
        var fields = SimulatorJson.object().put("name", "Robotics").put("state", "draft");
        fields.putArray("reporting_tags").add("lab");
        control.createTemplate(world.organization(), fields);
        Caller caller = world.caller();
        assertThat(names(caller.get("/badge_templates"))).containsExactly("Robotics", "Welding I");
        assertThat(names(caller.get("/badge_templates?sort=-name")))
                .containsExactly("Welding I", "Robotics");
        assertThat(names(caller.get("/badge_templates?filter=state::active")))
                .containsExactly("Welding I");
        assertThat(names(caller.get("/badge_templates?filter=reporting_tags::lab,x")))
                .containsExactly("Robotics");
        assertThat(names(caller.get("/badge_templates?filter=name::weld")))
                .containsExactly("Welding I");
        assertThat(names(caller.get("/badge_templates?filter=name::%22weld%22"))).isEmpty();
        assertThat(names(caller.get("/badge_templates?filter=query::robot")))
                .containsExactly("Robotics");
        JsonNode draft = caller.get("/badge_templates?filter=state::draft").data().path(0);
        assertThat(draft.path("image_url").isNull()).isTrue();
    }

    private static List<String> names(Caller.Reply reply) {
        var names = new ArrayList<String>();
        reply.data().forEach(item -> names.add(item.path("name").asText()));
        return names;
    }

    @Test
    void aTemplateIsReadAndUpdated() {
        String path = "/badge_templates/" + world.template().id();
        assertThat(world.caller().get(path).data().path("owner").path("id").asText())
                .isEqualTo(world.organization().id());
        Caller.Reply updated =
                world.caller().put(path, SimulatorJson.object().put("state", "archived"));
        assertThat(updated.data().path("state").asText()).isEqualTo("archived");
        assertThat(updated.data().path("name").asText()).isEqualTo("Welding I");
        assertThat(world.caller().put(path, SimulatorJson.object().put("state", "x")).status())
                .isEqualTo(422);
        assertThat(world.caller().get("/badge_templates/none").status()).isEqualTo(404);
    }

    @Test
    void anOrganizationIsReadListedAndChangedInPart() {
        assertThat(world.caller().get("").data().path("name").asText()).isEqualTo("Sample Academy");
        Caller.Reply changed =
                world.caller()
                        .put("", SimulatorJson.object().put("webhook_url", "https://a.test/hook"));
        assertThat(changed.data().path("webhook_url").asText()).isEqualTo("https://a.test/hook");
        assertThat(changed.data().path("name").asText()).isEqualTo("Sample Academy");
        assertThat(world.caller().put("", SimulatorJson.object().put("webhook_url", "no")).status())
                .isEqualTo(422);
        world.control().createOrganization("Another");
        URI list = world.simulator().url().resolve("/v1/organizations");
        assertThat(names(world.caller().absolute(list.toString())))
                .containsExactly("Sample Academy");
    }
}
