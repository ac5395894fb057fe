package org.badgebridge.local.template;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A Lambda function and what calls it.
///
/// @param codeUri a jar or a folder
/// @param memory in MiB
/// @param reservedConcurrency at most so many invocations at once; null for no limit of its own
public record FunctionSpec(
        String logicalId,
        String name,
        String arn,
        String handler,
        Path codeUri,
        String runtime,
        Duration timeout,
        int memory,
        Map<String, String> environment,
        @Nullable Integer reservedConcurrency,
        List<Trigger> triggers) {

    /// The same with other values for variables that it has.
    public FunctionSpec withEnvironment(Map<String, String> values) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.replaceAll((variable, value) -> values.getOrDefault(variable, value));
        return new FunctionSpec(
                logicalId,
                name,
                arn,
                handler,
                codeUri,
                runtime,
                timeout,
                memory,
                Map.copyOf(changed),
                reservedConcurrency,
                triggers);
    }

    /// The triggers of one kind.
    public <T extends Trigger> List<T> triggers(Class<T> kind) {
        return triggers.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
