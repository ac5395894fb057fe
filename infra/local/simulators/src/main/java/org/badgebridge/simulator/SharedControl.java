package org.badgebridge.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/// The control calls that every simulator has: `/__sim/health`, `/__sim/faults`, `/__sim/calls` and
/// `/__sim/calls/last`.
public final class SharedControl {
    private final Faults faults;
    private final Traffic traffic;

    public SharedControl(Faults faults, Traffic traffic) {
        this.faults = faults;
        this.traffic = traffic;
    }

    /// Empty for a call that is not shared.
    public Optional<Answer> answer(HttpCall call) {
        List<String> path = call.segments();
        if (path.size() < 2 || !path.getFirst().equals("__sim")) {
            return Optional.empty();
        }
        return switch (path.get(1)) {
            case "health" -> Optional.of(Answer.json(200, SimulatorJson.object().put("ok", true)));
            case "faults" -> Optional.of(faults(call, path.subList(2, path.size())));
            case "calls" -> Optional.of(calls(call, path.subList(2, path.size())));
            default -> Optional.empty();
        };
    }

    private Answer faults(HttpCall call, List<String> id) {
        return switch (call.method()) {
            case "GET" -> Answer.json(200, SimulatorJson.tree(faults.active()));
            case "POST" -> {
                try {
                    Fault fault =
                            SimulatorJson.value(SimulatorJson.parse(call.body()), Fault.class);
                    ObjectNode answer = SimulatorJson.object().put("id", faults.add(fault));
                    yield Answer.json(201, answer);
                } catch (UncheckedIOException notAFault) {
                    yield problem(422, "Not a fault: " + notAFault.getMessage());
                }
            }
            case "DELETE" -> {
                if (id.isEmpty()) {
                    faults.clear();
                    yield Answer.empty(204);
                }
                yield faults.clear(id.getFirst())
                        ? Answer.empty(204)
                        : problem(404, "No such fault is set");
            }
            default -> problem(405, "Use GET, POST or DELETE");
        };
    }

    private Answer calls(HttpCall call, List<String> rest) {
        if (call.method().equals("DELETE")) {
            traffic.clear();
            return Answer.empty(204);
        }
        return rest.isEmpty()
                ? Answer.json(200, SimulatorJson.tree(traffic.counts()))
                : Answer.json(200, SimulatorJson.tree(traffic.last()));
    }

    /// An error of a control call.
    public static Answer problem(int status, String message) {
        return Answer.json(status, SimulatorJson.object().put("message", message));
    }
}
