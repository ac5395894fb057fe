package org.badgebridge.local;

import org.badgebridge.local.engine.Storage;

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
/// @param adminToken opens routes that have an authorizer, as `Authorization: Bearer <token>`
/// @param claims what such requests carry beside `iss`, `aud` and `sub`
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
        String adminToken,
        Map<String, String> claims,
        int maxInstances,
        int maxBatches,
        Consumer<String> log) {

    private static final int MAX_INSTANCES = 10;

    public LocalOptions {
        if (adminToken.isBlank()) {
            throw new IllegalArgumentException("The admin token is empty: give one.");
        }
        parameters = Map.copyOf(parameters);
        environment = Map.copyOf(environment);
        claims = Map.copyOf(claims);
    }

    /// In memory, on a free port, with no parameter given, logging to the standard output.
    public static LocalOptions of(Path template, String adminToken) {
        return new LocalOptions(
                template,
                Map.of(),
                Map.of(),
                new Storage.InMemory(),
                0,
                adminToken,
                Map.of(),
                MAX_INSTANCES,
                MAX_INSTANCES,
                System.out::println);
    }

    public LocalOptions withParameters(Map<String, String> values) {
        return new LocalOptions(
                template,
                values,
                environment,
                storage,
                port,
                adminToken,
                claims,
                maxInstances,
                maxBatches,
                log);
    }

    public LocalOptions withEnvironment(Map<String, String> values) {
        return new LocalOptions(
                template,
                parameters,
                values,
                storage,
                port,
                adminToken,
                claims,
                maxInstances,
                maxBatches,
                log);
    }

    public LocalOptions withStorage(Storage where) {
        return new LocalOptions(
                template,
                parameters,
                environment,
                where,
                port,
                adminToken,
                claims,
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
                adminToken,
                claims,
                maxInstances,
                maxBatches,
                log);
    }

    public LocalOptions withClaims(Map<String, String> values) {
        return new LocalOptions(
                template,
                parameters,
                environment,
                storage,
                port,
                adminToken,
                values,
                maxInstances,
                maxBatches,
                log);
    }

    public LocalOptions withMaxBatches(int number) {
        return new LocalOptions(
                template,
                parameters,
                environment,
                storage,
                port,
                adminToken,
                claims,
                maxInstances,
                number,
                log);
    }

    public LocalOptions withLog(Consumer<String> lines) {
        return new LocalOptions(
                template,
                parameters,
                environment,
                storage,
                port,
                adminToken,
                claims,
                maxInstances,
                maxBatches,
                lines);
    }

    @Override
    public String toString() {
        return "LocalOptions[" + template + ", port " + port + ", " + storage + "]";
    }
}
