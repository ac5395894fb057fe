package org.badgebridge.local.template;

import java.util.List;
import java.util.function.Function;

/// A template with every value filled in.
///
/// @param ignored resources that mean nothing on one machine
public record SystemModel(
        List<TableSpec> tables,
        List<QueueSpec> queues,
        List<SecretSpec> secrets,
        List<FunctionSpec> functions,
        List<Ignored> ignored) {

    /// A resource that is not run here.
    public record Ignored(String logicalId, String type) {}

    /// The function with this logical id.
    public FunctionSpec function(String logicalId) {
        return named(functions, logicalId, FunctionSpec::logicalId, "function");
    }

    /// The table with this logical id.
    public TableSpec table(String logicalId) {
        return named(tables, logicalId, TableSpec::logicalId, "table");
    }

    /// The queue with this logical id.
    public QueueSpec queue(String logicalId) {
        return named(queues, logicalId, QueueSpec::logicalId, "queue");
    }

    /// The secret with this logical id.
    public SecretSpec secret(String logicalId) {
        return named(secrets, logicalId, SecretSpec::logicalId, "secret");
    }

    private static <T> T named(
            List<T> specs, String logicalId, Function<T, String> id, String what) {
        return specs.stream()
                .filter(spec -> id.apply(spec).equals(logicalId))
                .findFirst()
                .orElseThrow(() ->
                        new TemplateException(
                                "The template has no " + what + " " + logicalId + "."));
    }
}
