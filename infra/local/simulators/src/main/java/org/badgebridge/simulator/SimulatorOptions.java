package org.badgebridge.simulator;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// How a simulator runs. `data` is the folder of its journal; without one it lives in memory.
/// `demo` seeds a known organization, token and templates when they are missing.
public record SimulatorOptions(
        int port,
        @Nullable Path data,
        boolean demo,
        InstantSource clock,
        Supplier<String> ids,
        RandomGenerator random) {

    /// In memory and empty, with the system's clock; port 0 takes a free one.
    public static SimulatorOptions onPort(int port) {
        return new SimulatorOptions(
                port,
                null,
                false,
                InstantSource.system(),
                () -> UUID.randomUUID().toString(),
                RandomGenerator.getDefault());
    }

    public SimulatorOptions withPort(int other) {
        return new SimulatorOptions(other, data, demo, clock, ids, random);
    }

    public SimulatorOptions keptIn(Path folder) {
        return new SimulatorOptions(port, folder, demo, clock, ids, random);
    }

    public SimulatorOptions withDemo() {
        return new SimulatorOptions(port, data, true, clock, ids, random);
    }

    public SimulatorOptions at(InstantSource other) {
        return new SimulatorOptions(port, data, demo, other, ids, random);
    }

    /// For faults with a probability or a jitter that must come out the same every time.
    public SimulatorOptions randomBy(RandomGenerator other) {
        return new SimulatorOptions(port, data, demo, clock, ids, other);
    }
}
