package org.badgebridge.simulator;

import org.badgebridge.simulator.accredible.AccredibleSimulator;
import org.badgebridge.simulator.credly.CredlySimulator;

import java.util.List;
import java.util.Optional;

/// The simulators there are: the one place to add another.
public final class Simulators {
    private static final List<Simulator.Kind> ALL =
            List.of(CredlySimulator.KIND, AccredibleSimulator.KIND);

    private Simulators() {}

    public static List<Simulator.Kind> all() {
        return ALL;
    }

    public static Optional<Simulator.Kind> named(String name) {
        return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }
}
