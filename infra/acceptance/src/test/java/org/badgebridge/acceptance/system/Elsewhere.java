package org.badgebridge.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.accredible.AccredibleControl;
import org.badgebridge.simulator.accredible.Credential;
import org.badgebridge.simulator.accredible.Group;
import org.badgebridge.simulator.accredible.Issuer;

import java.net.URI;
import java.util.List;
import java.util.Map;

/// An issuer account at Accredible beside an academy's organization at Credly: the same
/// certificates earn its group, too. Thread-safe.
record Elsewhere(
        String name, SettingsApi api, AccredibleControl accredible, Issuer issuer, Group group) {

    static Elsewhere found(Academy academy, URI url, AccredibleControl accredible)
            throws InterruptedException {
        String name = academy.name() + "-elsewhere";
        Issuer issuer = accredible.createIssuer("Academy " + name);
        Group group = accredible.createGroup(issuer, "Welding I");
        Elsewhere elsewhere = new Elsewhere(name, academy.api(), accredible, issuer, group);
        academy.api()
                .post(
                        "connections",
                        Map.of(
                                "id",
                                name,
                                "name",
                                "Accredible " + name,
                                "provider",
                                "accredible",
                                "organization_id",
                                Long.toString(issuer.id()),
                                "base_url",
                                url.toString(),
                                "calls_per_second",
                                100));
        JsonNode test =
                academy.api()
                        .put(
                                "connections/" + name + "/token",
                                Map.of("token", accredible.createKey(issuer).key()));
        assertThat(test.path("ok").asBoolean()).as(test.toString()).isTrue();
        elsewhere.sync();
        academy.api()
                .post(
                        "mappings",
                        Map.of(
                                "source",
                                academy.name(),
                                "course",
                                Academy.COURSE,
                                "template",
                                elsewhere.template()));
        academy.api().post("templates/" + elsewhere.template() + "/activate", Map.of());
        return elsewhere;
    }

    void sync() throws InterruptedException {
        JsonNode job = api.post("connections/" + name + "/sync", Map.of());
        Await.until(
                Academy.PATIENCE,
                () -> api.get("jobs/" + job.path("id").asText()),
                now -> now.path("state").asText().equals("done"));
    }

    /// The group's id in Badgebridge.
    String template() {
        return name + "." + group.id();
    }

    /// A thing that goes wrong with calls about this group alone.
    void fault(Operation operation, Fault.Effect effect) {
        accredible.add(
                Fault.on(operation, effect).onlyContaining("\"group_id\":" + group.id() + ","));
    }

    /// The one badge there is once it is in this state, with its history.
    JsonNode badge(String state) throws InterruptedException {
        return Await.until(
                Academy.PATIENCE, this::seen, badge -> badge.path("state").asText().equals(state));
    }

    JsonNode seen() {
        List<JsonNode> all = api.all("badges?connection=" + name);
        assertThat(all).hasSizeLessThanOrEqualTo(1);
        return all.isEmpty()
                ? MissingNode.getInstance()
                : api.get("badges/" + all.getFirst().path("id").asText());
    }

    /// What this account has issued, whatever became of it.
    List<Credential> issued() {
        return accredible.credentials().stream()
                .filter(credential -> credential.issuerId() == issuer.id())
                .toList();
    }
}
