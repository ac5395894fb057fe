package org.badgebridge.simulator.accredible;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.SimulatorJson;
import org.badgebridge.simulator.SimulatorOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Accredible as its documents and its clients tell of it.
final class AccredibleTest {
    private final AccredibleSimulator simulator = AccredibleSimulator.start(0);
    private final AccredibleControl control = simulator.control();
    private final Issuer issuer = control.createIssuer("Sample Academy");
    private final Group group = control.createGroup(issuer, "Welding I");
    private final Api api = Api.withKey(simulator.url(), control.createKey(issuer).key());

    @AfterEach
    void close() {
        simulator.close();
    }

    private static String order(Group group, String email) {
        return """
        {"credential": {"recipient": {"name": "Ada Example", "email": "%s", "id": "lms-501"},
         "group_id": %d, "issued_on": "2026-01-15", "meta_data": {"badge": "b-1"},
         "evidence_items": [{"description": "Grade", "category": "grade", "string_object": "93"}]}}
        """
                .formatted(email, group.id());
    }

    private Api.Reply issued(String email) {
        return api.post("/v1/credentials", order(group, email));
    }

    private JsonNode search(String query) {
        return api.post("/v2/credentials/search", query).json();
    }

    @Test
    void keyIsTakenInEveryFormThatClientsSend() {
        String key = control.createKey(issuer).key();
        for (String form :
                List.of("Token token=%s", "Token token=\"%s\"", "Token %s", "Bearer %s")) {
            Api caller = new Api(simulator.url(), form.formatted(key));
            assertThat(caller.get("/v1/issuer/details").status()).as(form).isEqualTo(200);
        }
        Api stranger = Api.withKey(simulator.url(), "nobody");
        assertThat(stranger.get("/v1/issuer/details").status()).isEqualTo(401);
        assertThat(stranger.get("/v1/issuer/details").response().body())
                .startsWith("HTTP Token: Access denied.");
    }

    @Test
    void keyOfADepartmentSeesItsGroupsAlone() {
        Key key = control.createKey(issuer, SimulatorJson.object().put("department_id", 7));
        Api department = Api.withKey(simulator.url(), key.key());
        control.createGroup(
                issuer,
                SimulatorJson.object()
                        .put("name", "Ours")
                        .put("course_name", "Ours")
                        .put("course_description", "Ours")
                        .put("department_id", 7));
        JsonNode groups = department.post("/v1/issuer/groups/search", "{}").json().path("groups");
        assertThat(groups).hasSize(1);
        assertThat(groups.path(0).path("name").asText()).isEqualTo("Ours");
        assertThat(department.post("/v1/credentials", order(group, "ada@example.org")).status())
                .isEqualTo(422);
    }

    @Test
    void credentialIsShownByTextAndSearchedByNumber() {
        JsonNode made = issued("ada@example.org").credential();
        assertThat(made.path("id").isTextual()).isTrue();
        assertThat(made.path("evidence_items").path(0).path("type").asText()).isEqualTo("grade");
        JsonNode row =
                search(
                                "{\"query\": {\"recipient_id\": \"lms-501\", \"group.id\": \"%d\"}}"
                                        .formatted(group.id()))
                        .path("credentials")
                        .path(0);
        assertThat(row.path("id").isNumber()).isTrue();
        assertThat(row.path("id").asText()).isEqualTo(made.path("id").asText());
        assertThat(row.path("updated_at").asText()).isNotBlank();
        assertThat(search("{\"query\": {\"meta_data\": {\"badge\": \"b-1\"}}}").path("credentials"))
                .hasSize(1);
    }

    @Test
    void secondCredentialForOneAddressIsRefusedUnlessTheGroupAllowsIt() {
        issued("ada@example.org");
        Api.Reply second = issued("Ada@Example.org");
        assertThat(second.status()).isEqualTo(422);
        assertThat(second.json().path("errors").path("recipient.email").path(0).asText())
                .startsWith("has already been taken.");

        control.changeGroup(group, SimulatorJson.object().put("allow_duplicate_credentials", true));
        assertThat(issued("ada@example.org").status()).isEqualTo(200);
        assertThat(control.mostLive()).isEqualTo(2);
    }

    @Test
    void withoutCreditsDesignOrOutOfTheSandboxNothingIsPublishedButStored() {
        control.setCredits(issuer, 0);
        Api.Reply made = issued("ada@example.org");
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.credential().path("approve").asBoolean()).isFalse();

        control.setCredits(issuer, 1);
        control.setSandbox(issuer, true);
        String path = "/v1/credentials/" + made.credential().path("id").asText();
        String publish = "{\"credential\": {\"approve\": true}}";
        assertThat(api.put(path, publish).credential().path("approve").asBoolean()).isFalse();

        control.setSandbox(issuer, false);
        assertThat(api.put(path, publish).credential().path("approve").asBoolean()).isTrue();
        assertThat(control.issuers().getFirst().credits()).isZero();

        control.setCredits(issuer, 9);
        control.changeGroup(group, SimulatorJson.object().putNull("primary_design_id"));
        assertThat(issued("grace@example.org").credential().path("approve").asBoolean()).isFalse();
    }

    @Test
    void deletedCredentialIsAnsweredOnceAndThenGone() {
        String path =
                "/v1/credentials/" + issued("ada@example.org").credential().path("id").asText();
        Api.Reply deleted = api.send("DELETE", path, null);
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.credential().path("recipient").path("email").asText())
                .isEqualTo("ada@example.org");
        assertThat(api.get(path).status()).isEqualTo(404);
        assertThat(search("{}").path("credentials")).isEmpty();
    }

    @Test
    void orderThatMakesNoSenseIsRefused() {
        assertThat(
                        api.post("/v1/credentials", "{\"credential\": {}}")
                                .json()
                                .path("errors")
                                .asText())
                .isEqualTo("Can not create credential without recipient data");
        String elsewhere = order(group, "ada@example.org").replace(group.id() + "", "999");
        assertThat(api.post("/v1/credentials", elsewhere).json().path("errors").asText())
                .isEqualTo("Invalid Group");
        String someday = order(group, "ada@example.org").replace("2026-01-15", "someday");
        assertThat(api.post("/v1/credentials", someday).json().path("errors").has("issued_on"))
                .isTrue();
        assertThat(control.credentials()).isEmpty();
    }

    @Test
    void searchGoesThroughAllByCursor() {
        for (int i = 0; i < 5; i++) {
            issued("learner" + i + "@example.org");
        }
        List<Long> ids = new ArrayList<>();
        String cursor = null;
        do {
            String place = cursor == null ? "\"from\": 0" : "\"cursor\": \"" + cursor + "\"";
            JsonNode page =
                    search("{\"sort\": {\"id\": \"asc\"}, \"page\": {\"size\": 2, " + place + "}}");
            page.path("credentials").forEach(row -> ids.add(row.path("id").asLong()));
            assertThat(page.path("meta").path("count").asInt()).isEqualTo(5);
            cursor = page.path("meta").path("cursor").textValue();
        } while (cursor != null);
        assertThat(ids).hasSize(5).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void searchFindsWhatHasOneOfSeveralValues() {
        Group other = control.createGroup(issuer, "Welding II");
        issued("ada@example.org");
        api.post(
                "/v1/credentials", order(other, "grace@example.org").replace("lms-501", "lms-502"));
        api.post("/v1/credentials", order(other, "alan@example.org").replace("lms-501", "lms-503"));

        assertThat(recipients("\"recipient_id[in]\": [\"lms-501\", \"lms-503\", \"lms-9\"]"))
                .containsExactly("ada@example.org", "alan@example.org");
        assertThat(recipients("\"group.id[in]\": [\"" + other.id() + "\"]"))
                .containsExactly("grace@example.org", "alan@example.org");
        String groups = "\"group.id[in]\": [" + group.id() + ", " + other.id() + "]";
        assertThat(recipients(groups + ", \"recipient_id[in]\": [\"lms-502\"]"))
                .containsExactly("grace@example.org");
        assertThat(recipients("\"recipient_id[in]\": []")).isEmpty();
    }

    private List<String> recipients(String query) {
        return search("{\"query\": {" + query + "}}")
                .path("credentials")
                .valueStream()
                .map(row -> row.path("recipient_email").asText())
                .toList();
    }

    @Test
    void searchRefusesWhatItDoesNotKnow() {
        for (String wrong :
                List.of(
                        "{\"sort\": {\"id\": \"increasing\"}}",
                        "{\"sort\": {\"updated_at\": \"asc\"}}",
                        "{\"query\": {\"shoe_size\": \"9\"}}",
                        "{\"page\": {\"from\": 10000}}",
                        "{\"page\": {\"from\": 0, \"cursor\": \"x\"}}")) {
            Api.Reply reply = api.post("/v2/credentials/search", wrong);
            assertThat(reply.status()).as(wrong).isEqualTo(400);
            assertThat(reply.json().path("status").asText()).isEqualTo("invalid_search_query");
        }
    }

    @Test
    void searchComparesDatesByTheDayAndLags() {
        issued("ada@example.org");
        String today = control.credentials().getFirst().updatedAt().toString().substring(0, 10);
        String since = "{\"query\": {\"updated_at[%s]\": \"" + today + "\"}}";
        assertThat(search(since.formatted("gte")).path("credentials")).hasSize(1);
        assertThat(search(since.formatted("gt")).path("credentials")).isEmpty();

        control.set(Condition.SEARCH_LAG_MS, 60_000);
        assertThat(search(since.formatted("gte")).path("credentials")).isEmpty();
    }

    private static List<String> names(Api caller, String sought) {
        return caller.post("/v1/attribute_keys/search", sought)
                .json()
                .path("attribute_keys")
                .valueStream()
                .map(each -> each.path("name").asText())
                .toList();
    }

    @Test
    void attributeKeysAreFoundByNameKindAndDepartmentPageByPage() {
        control.createAttributeKey(issuer, "Score", "text");
        control.createAttributeKey(control.createIssuer("Other Academy"), "Theirs", "text");
        String made =
                """
                {"attribute_key": {"name": "Passed on", "kind": "date", "department_id": 7}}
                """;
        assertThat(api.post("/v1/attribute_keys", made).status()).isEqualTo(200);

        assertThat(names(api, "{}")).containsExactly("Score", "Passed on");
        assertThat(names(api, "{\"name\": \"Pass\"}")).containsExactly("Passed on");
        assertThat(names(api, "{\"kind\": \"text\"}")).containsExactly("Score");
        assertThat(names(api, "{\"department_id\": 7}")).containsExactly("Passed on");
        assertThat(names(api, "{\"page\": 2, \"page_size\": 1}")).containsExactly("Passed on");
        JsonNode first = api.post("/v1/attribute_keys/search", "{\"page_size\": 1}").json();
        assertThat(first.path("meta").path("next_page").asInt()).isEqualTo(2);
        assertThat(control.calls(Operation.TEMPLATES)).isEqualTo(6);

        String odd = "{\"attribute_key\": {\"name\": \"Size\", \"kind\": \"shoe\"}}";
        assertThat(api.post("/v1/attribute_keys", odd).json().path("errors").has("kind")).isTrue();
        control.deleteAttributeKey(control.attributeKeys().getFirst());
        assertThat(names(api, "{}")).containsExactly("Passed on");
    }

    @Test
    void keyOfADepartmentSeesItsAttributeKeysAndThoseOfNone() {
        Key key = control.createKey(issuer, SimulatorJson.object().put("department_id", 7));
        Api department = Api.withKey(simulator.url(), key.key());
        control.createAttributeKey(issuer, "Score", "text");
        control.createAttributeKey(issuer, attributeOf(8, "Theirs", "text"));
        String ours = "{\"attribute_key\": {\"name\": \"Ours\", \"kind\": \"text\"}}";
        department.post("/v1/attribute_keys", ours);

        assertThat(names(department, "{}")).containsExactly("Score", "Ours");
        assertThat(control.attributeKeys().getLast().departmentId()).isEqualTo(7);
    }

    private static ObjectNode attributeOf(long department, String name, String kind) {
        return SimulatorJson.object()
                .put("department_id", department)
                .put("name", name)
                .put("kind", kind);
    }

    private Api.Reply issuedWith(String attributes) {
        return api.post(
                "/v1/credentials",
                order(group, "ada@example.org")
                        .replace(
                                "\"meta_data\"",
                                "\"custom_attributes\": " + attributes + ", \"meta_data\""));
    }

    @Test
    void credentialBearsAttributesThatHaveAKeyInItsDepartmentOrNone() {
        control.createAttributeKey(issuer, "Score", "text");
        control.createAttributeKey(issuer, attributeOf(7, "Elsewhere", "text"));
        String sent = "{\"Score\": \"93\", \"Elsewhere\": \"x\", \"Nowhere\": \"y\"}";

        control.set(Condition.UNKNOWN_ATTRIBUTE_STATUS, 422);
        Api.Reply refused = issuedWith(sent);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").has("custom_attributes.Elsewhere")).isTrue();
        assertThat(control.credentials()).isEmpty();

        control.set(Condition.UNKNOWN_ATTRIBUTE_STATUS, 0);
        assertThat(issuedWith(sent).credential().path("custom_attributes").toString())
                .isEqualTo("{\"Score\":\"93\"}");
        assertThat(
                        search("{\"query\": {\"custom_attributes\": {\"Score\": \"93\"}}}")
                                .path("credentials"))
                .hasSize(1);
    }

    @Test
    void changeOfAttributesLeavesThoseOfOtherNames() {
        control.createAttributeKey(issuer, "Score", "text");
        control.createAttributeKey(issuer, "Grade", "text");
        String id = issuedWith("{\"Score\": \"93\"}").credential().path("id").asText();
        String change =
                """
                {"credential": {"custom_attributes": {"Grade": "A", "Nowhere": "y"}}}
                """;
        assertThat(
                        api.put("/v1/credentials/" + id, change)
                                .credential()
                                .path("custom_attributes")
                                .toString())
                .isEqualTo("{\"Score\":\"93\",\"Grade\":\"A\"}");
    }

    @Test
    void attributeThatIsADateIsADay() {
        control.createAttributeKey(issuer, "Passed on", "date");
        for (String wrong : List.of("", "12/01/2026", "2026-02-30", "2026-01-12T10:00:00Z")) {
            Api.Reply refused = issuedWith("{\"Passed on\": \"" + wrong + "\"}");
            assertThat(refused.status()).as(wrong).isEqualTo(422);
            assertThat(refused.json().path("errors").has("custom_attributes.Passed on")).isTrue();
        }
        Api.Reply made = issuedWith("{\"Passed on\": \"2026-01-12\"}");
        assertThat(made.status()).isEqualTo(200);
        String path = "/v1/credentials/" + made.credential().path("id").asText();
        String someday =
                """
                {"credential": {"custom_attributes": {"Passed on": "someday"}}}
                """;
        assertThat(api.put(path, someday).status()).isEqualTo(422);
    }

    @Test
    void tooManyCallsAreTurnedAway() {
        control.set(Condition.CALLS_IN_30_SECONDS, 2);
        control.set(Condition.RETRY_AFTER, 30);
        api.get("/v1/issuer/details");
        api.get("/v1/issuer/details");
        Api.Reply third = api.get("/v1/issuer/details");
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.response().headers().firstValue("Retry-After")).contains("30");
    }

    @Test
    void whatWasStoredSurvivesARestart(@TempDir Path folder) {
        SimulatorOptions kept = SimulatorOptions.onPort(0).keptIn(folder).withDemo();
        try (AccredibleSimulator first = AccredibleSimulator.start(kept)) {
            Api demo = Api.withKey(first.url(), Demo.KEY);
            Group welding = first.control().groups().getFirst();
            assertThat(demo.post("/v1/credentials", order(welding, "ada@example.org")).status())
                    .isEqualTo(200);
        }
        try (AccredibleSimulator second = AccredibleSimulator.start(kept)) {
            assertThat(second.control().credentials())
                    .extracting(Credential::recipientEmail)
                    .containsExactly("ada@example.org");
            assertThat(second.control().groups()).hasSize(3);
            assertThat(second.control().attributeKeys())
                    .extracting(AttributeKey::name)
                    .containsExactly("Score", "Completed on");
        }
    }
}
