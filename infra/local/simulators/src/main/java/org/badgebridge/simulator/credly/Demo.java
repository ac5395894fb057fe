package org.badgebridge.simulator.credly;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.SimulatorJson;

import java.util.List;

/// The organization that a simulator started for people has. The ids never change, so that settings
/// made against it stay good.
public final class Demo {
    public static final String ORGANIZATION_ID = "7d0f3c52-1c5e-4a49-9b5e-0d8f4c1a2b01";
    public static final String TOKEN = "demo-credly-token-0123456789_ABCDEFG";
    public static final String WELDING_TEMPLATE_ID = "7d0f3c52-1c5e-4a49-9b5e-0d8f4c1a2b11";
    public static final String SAFETY_TEMPLATE_ID = "7d0f3c52-1c5e-4a49-9b5e-0d8f4c1a2b12";
    public static final String PYTHON_TEMPLATE_ID = "7d0f3c52-1c5e-4a49-9b5e-0d8f4c1a2b13";
    public static final String DRAFT_TEMPLATE_ID = "7d0f3c52-1c5e-4a49-9b5e-0d8f4c1a2b14";

    private Demo() {}

    static ObjectNode organization() {
        return SimulatorJson.object().put("id", ORGANIZATION_ID).put("name", "Demo Academy");
    }

    static ObjectNode token() {
        return SimulatorJson.object().put("token", TOKEN).put("expires_at", "2099-12-31");
    }

    static List<ObjectNode> templates() {
        return List.of(
                template(DRAFT_TEMPLATE_ID, "Robotics (in preparation)", "draft"),
                template(PYTHON_TEMPLATE_ID, "Python Foundations", "active"),
                template(SAFETY_TEMPLATE_ID, "Workshop Safety", "active"),
                template(WELDING_TEMPLATE_ID, "Welding I", "active"));
    }

    private static ObjectNode template(String id, String name, String state) {
        ObjectNode template =
                SimulatorJson.object()
                        .put("id", id)
                        .put("name", name)
                        .put("description", "Earned by completing " + name + ".")
                        .put("state", state)
                        .put("level", "Foundational");
        template.putArray("skills").add("Practice").add("Theory").add("Care");
        return template;
    }
}
