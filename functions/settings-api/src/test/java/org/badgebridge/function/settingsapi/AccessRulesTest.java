package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.function.settingsapi.http.Access;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

final class AccessRulesTest {

    private static final AccessRules RULES =
            new AccessRules("groups", "bb-admin", "bb-viewer", "https://badges.example.org");

    @Test
    void groupsAreFoundInWhateverFormAListArrives() {
        for (String groups :
                List.of(
                        "bb-admin",
                        " bb-admin ",
                        "[bb-admin]",
                        "[cooks bb-admin]",
                        "[cooks, bb-admin]",
                        "cooks bb-admin",
                        "cooks,bb-admin",
                        "[\"cooks\",\"bb-admin\"]",
                        "[\"bb-admin\", null]",
                        "bb-viewer bb-admin")) {
            assertThat(RULES.of(Map.of("groups", groups))).as(groups).contains(Access.ADMIN);
        }
    }

    @Test
    void likeIsNotTheSame() {
        for (String groups :
                List.of(
                        "",
                        "[]",
                        "bb-admins",
                        "BB-ADMIN",
                        "not-bb-admin",
                        "bb-admin/x",
                        "[\"no bb-admin\"]",
                        "{\"bb-admin\":true}")) {
            assertThat(RULES.of(Map.of("groups", groups))).as(groups).isEmpty();
        }
        assertThat(RULES.of(Map.of("cognito:groups", "bb-admin", "roles", "bb-admin"))).isEmpty();
        assertThat(RULES.of(Map.of())).isEmpty();
    }

    @Test
    void scopesAreForMachines() {
        String all = "https://badges.example.org/all";
        String mappings = "https://badges.example.org/mappings";

        assertThat(RULES.of(Map.of("scope", "openid " + all))).contains(Access.ADMIN);
        assertThat(RULES.of(Map.of("scp", "[" + mappings + "]"))).contains(Access.MAPPINGS);
        assertThat(RULES.of(Map.of("scope", "badgebridge/all openid all"))).isEmpty();
    }

    @Test
    void mostThatAnyClaimAllowsCounts() {
        String mappings = "https://badges.example.org/mappings";

        assertThat(RULES.of(Map.of("scope", mappings, "groups", "bb-viewer")))
                .contains(Access.MAPPINGS);
        assertThat(RULES.of(Map.of("scope", mappings, "groups", "bb-admin")))
                .contains(Access.ADMIN);
    }

    @Test
    void eachAccessAllowsWhatIsBelowIt() {
        assertThat(Access.VIEWER.allows(Access.VIEWER)).isTrue();
        assertThat(Access.VIEWER.allows(Access.MAPPINGS)).isFalse();
        assertThat(Access.MAPPINGS.allows(Access.VIEWER)).isTrue();
        assertThat(Access.MAPPINGS.allows(Access.ADMIN)).isFalse();
        assertThat(Access.ADMIN.allows(Access.MAPPINGS)).isTrue();
    }
}
