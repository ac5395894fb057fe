package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.SimulatorJson;

import java.util.List;

/// The issuer that a simulator started for people has. The ids never change, so that settings made
/// against it stay good.
public final class Demo {
    public static final long ISSUER_ID = 4897;
    public static final String KEY = "demo-accredible-key-0123456789abcdef";
    public static final long WELDING_GROUP_ID = 4711;
    static final long DESIGN_ID = 31;

    private Demo() {}

    static ObjectNode issuer() {
        return SimulatorJson.object()
                .put("id", ISSUER_ID)
                .put("name", "Demo Academy")
                .put("credits", 100);
    }

    static List<ObjectNode> groups() {
        return List.of(
                group(WELDING_GROUP_ID, "Welding I"),
                group(4712, "Workshop Safety"),
                group(4713, "Python Foundations"));
    }

    static List<ObjectNode> attributeKeys() {
        return List.of(attributeKey(61, "Score", "text"), attributeKey(62, "Completed on", "date"));
    }

    private static ObjectNode attributeKey(long id, String name, String kind) {
        return SimulatorJson.object().put("id", id).put("name", name).put("kind", kind);
    }

    private static ObjectNode group(long id, String name) {
        return SimulatorJson.object()
                .put("id", id)
                .put("name", name)
                .put("course_name", name)
                .put("course_description", "Earned by completing " + name + ".")
                .put("primary_design_id", DESIGN_ID);
    }
}
