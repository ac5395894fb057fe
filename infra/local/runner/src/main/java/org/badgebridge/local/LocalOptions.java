package org.badgebridge.local;

import org.badgebridge.local.engine.Storage;
import org.badgebridge.local.http.Guard;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/// How to run a template here. Immutable; each `with` method answers a changed copy.
///
/// @param template a SAM template; every CodeUri in it is relative to its folder
/// @param parameters values for its parameters
/// @param environment variables of functions that have another value here than the template says;
///   only a function whose template has the variable gets it
/// @param storage where data is kept
/// @param port of the HTTP API; 0 takes a free one
/// @param guard decides who passes the routes that have an authorizer
/// @param maxInstances of each function at once, unless it reserves fewer
/// @param maxBatches of each queue at once, unless its event source allows fewer: a small machine
///   does more when it does less at once
/// @param log gets a line for whatever functions log and for what goes wrong around them
public record LocalOptions(
        Path template,
        Map<String, String> parameters,
        Map<String, String> environment,
        Storage storage,
        int port,
        Guard guard,
        int maxInstances,
        int maxBatches,
        Consumer<String> log) {

    private static final int MAX_INSTANCES = 10;

    public LocalOptions {
        parameters = Map.copyOf(parameters);
        environment = Map.copyOf(environment);
    }

    /// In memory, on a free port, with no parameter given, logging to the standard output.
    public static LocalOptions of(Path template, Guard guard) {
        return new LocalOptions(
                template,
                Map.of(),
                Map.of(),
                new Storage.InMemory(),
                0,
                guard,
                MAX_INSTANCES,
                MAX_INSTANCES,
                System.out::println);
    }

    public LocalOptions withParameters(Map<String, String> values) {
        return new LocalOptions(
                template, values, environment, storage, port, guard, maxInstances, maxBatches, log);
    }

    public LocalOptions withEnvironment(Map<String, String> values) {
        return new LocalOptions(
                template, parameters, values, storage, port, guard, maxInstances, maxBatches, log);
    }

    public LocalOptions withStorage(Storage where) {
        return new LocalOptions(
                template,
                parameters,
                environment,
                where,
                port,
                guard,
                maxInstances,
                maxBatches,
                log);
    }

    public LocalOptions withPort(int number) {
        return new LocalOptions(
                template,
                parameters,
                environment,
                storage,
                number,
                guard,
                maxInstances,
                maxBatches,
                log);
    }

    public LocalOptions withMaxBatches(int number) {
        return new LocalOptions(
                template, parameters, environment, storage, port, guard, maxInstances, number, log);
    }

    public LocalOptions withLog(Consumer<String> lines) {
        return new LocalOptions(
                template,
                parameters,
                environment,
                storage,
                port,
                guard,
                maxInstances,
                maxBatches,
                lines);
    }

    @Override
    public String toString() {
        return "LocalOptions[" + template + ", port " + port + ", " + storage + "]";
    }
}
