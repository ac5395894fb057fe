package org.badgebridge.simulator.accredible;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.SimulatorJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;

/// Both versions of bulk creation, as they are documented.
final class BulkTest {
    private static final String FIRST = "/v1/credentials/bulk_create";
    private static final String SECOND = "/v2/credentials/bulk_create";

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
        return "{\"recipient\": {\"name\": \"Ada Example\", \"email\": \"%s\"}, \"group_id\": %d}"
                .formatted(email, group.id());
    }

    private Api.Reply ordered(String path, List<String> emails) {
        return sent(path, emails.stream().map(email -> order(group, email)).toList());
    }

    private Api.Reply sent(String path, List<String> orders) {
        return api.post(path, "{\"credentials\": [" + String.join(", ", orders) + "]}");
    }

    private List<String> recipients() {
        return control.credentials().stream().map(Credential::recipientEmail).toList();
    }

    @Test
    void firstVersionAnswersAListInTheOrderSent() {
        Api.Reply made = ordered(FIRST, List.of("ada@example.org", "grace@example.org"));
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.json().isArray()).isTrue();
        assertThat(made.json())
                .extracting(each -> each.at("/credential/recipient/email").asText())
                .containsExactly("ada@example.org", "grace@example.org");
        assertThat(made.json())
                .allMatch(each -> each.at("/credential/approve").asBoolean())
                .allMatch(each -> each.at("/credential/id").isNumber());
        assertThat(recipients()).containsExactly("ada@example.org", "grace@example.org");
    }

    @Test
    void firstVersionMakesNoneWhenOneIsBad() {
        String nowhere = order(group, "grace@example.org").replace(group.id() + "", "999");
        Api.Reply refused = sent(FIRST, List.of(order(group, "ada@example.org"), nowhere));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").asText()).isEqualTo("Invalid Group");

        control.set(Condition.DUPLICATE_STATUS, 409);
        Api.Reply twice = ordered(FIRST, List.of("ada@example.org", " Ada@Example.org"));
        assertThat(twice.status()).isEqualTo(422);
        assertThat(twice.json().path("errors").has("recipient.email")).isTrue();
        assertThat(control.credentials()).isEmpty();
        assertThat(control.issuers().getFirst().credits()).isEqualTo(issuer.credits());
    }

    @Test
    void firstVersionStoresUnpublishedWhatCannotBePaidFor() {
        control.setCredits(issuer, 1);
        Api.Reply made = ordered(FIRST, List.of("ada@example.org", "grace@example.org"));
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.json())
                .extracting(each -> each.at("/credential/approve").asBoolean())
                .containsExactly(true, false);
    }

    @Test
    void secondVersionAnswersResultsInTheOrderSent() {
        Api.Reply made = ordered(SECOND, List.of("ada@example.org", "grace@example.org"));
        assertThat(made.status()).isEqualTo(200);
        JsonNode results = made.json().path("results");
        assertThat(results)
                .extracting(each -> each.at("/credential/recipient/email").asText())
                .containsExactly("ada@example.org", "grace@example.org");
        assertThat(results)
                .allMatch(each -> each.at("/credential/id").isNumber())
                .noneMatch(each -> each.has("errors"));
    }

    @Test
    void secondVersionMakesTheGoodOnesBesideTheBad() {
        Api.Reply some =
                ordered(SECOND, List.of("ada@example.org", "ada@example.org", "grace@example.org"));
        assertThat(some.status()).isEqualTo(207);
        JsonNode bad = some.json().path("results").path(1);
        assertThat(bad.has("credential")).isFalse();
        assertThat(bad.at("/errors/code").asText()).isEqualTo("credential_invalid");
        assertThat(bad.at("/errors/details/0/property").asText()).isEqualTo("recipient.email");
        assertThat(bad.at("/errors/details/0/message").asText())
                .startsWith("has already been taken.");
        assertThat(recipients()).containsExactly("ada@example.org", "grace@example.org");

        Api.Reply none = ordered(SECOND, List.of("ada@example.org", "grace@example.org"));
        assertThat(none.status()).isEqualTo(422);
        assertThat(none.json().path("results")).hasSize(2).allMatch(each -> each.has("errors"));
    }

    @Test
    void secondVersionSaysWhatIsWrongWithAnOrderThatMakesNoSense() {
        Api.Reply refused = sent(SECOND, List.of("{}", "7", order(group, "ada@example.org")));
        assertThat(refused.status()).isEqualTo(207);
        for (int i = 0; i < 2; i++) {
            JsonNode detail = refused.json().at("/results/" + i + "/errors/details/0");
            assertThat(detail.path("property").asText()).isEqualTo("recipient");
            assertThat(detail.path("message").asText())
                    .isEqualTo("Can not create credential without recipient data");
        }
    }

    @Test
    void secondVersionShowsWhatCannotBePaidForTogetherWithTheError() {
        control.setCredits(issuer, 0);
        Api.Reply unpaid = ordered(SECOND, List.of("ada@example.org"));
        assertThat(unpaid.status()).isEqualTo(207);
        JsonNode result = unpaid.json().path("results").path(0);
        assertThat(result.at("/errors/code").asText()).isEqualTo("insufficient_credits");
        assertThat(result.at("/errors").has("details")).isFalse();
        assertThat(result.at("/credential/approve").asBoolean(true)).isFalse();
        assertThat(recipients()).containsExactly("ada@example.org");
    }

    @Test
    void whatIsUnpublishedForAnotherReasonIsNoError() {
        control.setCredits(issuer, 0);
        String later =
                order(group, "ada@example.org").replace("{\"rec", "{\"approve\": false, \"rec");
        assertThat(sent(SECOND, List.of(later)).status()).isEqualTo(200);

        control.changeGroup(group, SimulatorJson.object().putNull("primary_design_id"));
        assertThat(ordered(SECOND, List.of("grace@example.org")).status()).isEqualTo(200);
        assertThat(control.credentials()).hasSize(2).noneMatch(Credential::approve);
    }

    @Test
    void noneOrMoreThanTheLimitAreRefused() {
        control.changeGroup(group, SimulatorJson.object().put("allow_duplicate_credentials", true));
        assertThat(ordered(FIRST, List.of()).status()).isEqualTo(422);
        assertThat(ordered(FIRST, Collections.nCopies(101, "ada@example.org")).status())
                .isEqualTo(422);
        assertThat(ordered(SECOND, List.of()).status()).isEqualTo(422);
        assertThat(ordered(SECOND, Collections.nCopies(31, "ada@example.org")).status())
                .isEqualTo(422);
        assertThat(control.credentials()).isEmpty();

        ordered(FIRST, Collections.nCopies(100, "ada@example.org"));
        ordered(SECOND, Collections.nCopies(30, "ada@example.org"));
        assertThat(control.credentials()).hasSize(130);
    }

    @Test
    void faultsOnIssuingHitBothVersions() {
        control.add(Fault.on(Operation.ISSUE, Fault.Status.of(503)));
        assertThat(ordered(FIRST, List.of("ada@example.org")).status()).isEqualTo(503);
        assertThat(ordered(SECOND, List.of("ada@example.org")).status()).isEqualTo(503);
        assertThat(control.calls(Operation.ISSUE)).isEqualTo(2);
        assertThat(control.credentials()).isEmpty();
    }
}
