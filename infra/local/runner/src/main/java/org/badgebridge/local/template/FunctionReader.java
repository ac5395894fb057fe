package org.badgebridge.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads functions and their events.
final class FunctionReader {

    private final ObjectNode root;
    private final Path file;
    private final Resolution resolution;
    private final ApiReader api;

    FunctionReader(ObjectNode root, Path file, Resolution resolution, ApiReader api) {
        this.root = root;
        this.file = file;
        this.resolution = resolution;
        this.api = api;
    }

    FunctionSpec read(String id) {
        JsonNode own = root.path("Resources").path(id).path("Properties");
        Section section =
                new Section(id, Globals.merge(root, "Function", own), resolution.expressions());
        String packageType = section.text("PackageType").orElse("Zip");
        if (!packageType.equals("Zip")) {
            throw new TemplateException(
                    id + ".PackageType: the local runner runs jars and folders only.");
        }
        FunctionSpec function =
                new FunctionSpec(
                        id,
                        resolution.name(id),
                        resolution.arn(id),
                        section.required("Handler"),
                        file.resolveSibling(section.required("CodeUri")).normalize(),
                        section.required("Runtime"),
                        Duration.ofSeconds(section.number("Timeout", 3)),
                        section.number("MemorySize", 128),
                        environment(section),
                        reserved(section),
                        triggers(section));
        if (!function.runtime().startsWith("java")) {
            throw new TemplateException(
                    id + ".Runtime: the local runner runs Java, not " + function.runtime() + ".");
        }
        section.excuse(
                        "FunctionName",
                        "Architectures",
                        "AutoPublishAlias",
                        "DeploymentPreference",
                        "Description",
                        "EphemeralStorage",
                        "EventInvokeConfig",
                        "KmsKeyArn",
                        "LoggingConfig",
                        "PermissionsBoundary",
                        "Policies",
                        "PropagateTags",
                        "ProvisionedConcurrencyConfig",
                        "RecursiveLoop",
                        "Role",
                        "RuntimeManagementConfig",
                        "SnapStart",
                        "Tags",
                        "Tracing")
                .finish();
        return function;
    }

    private Map<String, String> environment(Section section) {
        Map<String, String> variables = new LinkedHashMap<>();
        section.section("Environment")
                .ifPresent(environment -> {
                    environment
                            .textByName("Variables")
                            .forEach((name, value) -> variables.put(name, resolution.local(value)));
                    environment.finish();
                });
        return variables;
    }

    private static @Nullable Integer reserved(Section section) {
        int reserved = section.number("ReservedConcurrentExecutions", -1);
        return reserved < 0 ? null : reserved;
    }

    private List<Trigger> triggers(Section function) {
        List<Trigger> triggers = new ArrayList<>();
        function.named("Events")
                .forEach((name, event) -> {
                    Section properties =
                            event.section("Properties")
                                    .orElseThrow(() ->
                                            new TemplateException(
                                                    event.where() + " lacks Properties."));
                    String type = event.required("Type");
                    switch (type) {
                        case "HttpApi" -> triggers.add(route(properties));
                        case "SQS" -> queue(properties, triggers);
                        case "Schedule" -> schedule(name, "Schedule", properties, triggers);
                        case "ScheduleV2" ->
                                schedule(name, "ScheduleExpression", properties, triggers);
                        default ->
                                throw new TemplateException(
                                        event.where()
                                                + ": events of type "
                                                + type
                                                + " are not understood.");
                    }
                    properties.finish();
                    event.finish();
                });
        return List.copyOf(triggers);
    }

    private Trigger.HttpRoute route(Section section) {
        String version = section.text("PayloadFormatVersion").orElse("2.0");
        if (!version.equals("2.0")) {
            throw new TemplateException(section.where() + ".PayloadFormatVersion must be 2.0.");
        }
        Section auth = section.section("Auth").orElse(null);
        String authorizer = null;
        List<String> scopes = List.of();
        if (auth != null) {
            authorizer = auth.text("Authorizer").orElse(null);
            scopes = auth.texts("AuthorizationScopes");
            auth.finish();
        }
        Authorizer guard =
                api.authorizer(section.text("ApiId").orElse(null), authorizer, section.where());
        int millis = section.number("TimeoutInMillis", 30_000);
        section.excuse("RouteSettings");
        String path = section.text("Path").orElse("$default");
        String method = section.text("Method").orElse("ANY").toUpperCase(Locale.ROOT);
        return new Trigger.HttpRoute(
                method.equals("*") || method.equals("X-AMAZON-APIGATEWAY-ANY-METHOD")
                        ? "ANY"
                        : method,
                path,
                guard,
                scopes.isEmpty() && guard != null ? guard.scopes() : scopes,
                Duration.ofMillis(millis));
    }

    private static void queue(Section section, List<Trigger> triggers) {
        String arn = section.required("Queue");
        int maximum =
                section.section("ScalingConfig").map(FunctionReader::maximumConcurrency).orElse(-1);
        List<String> types = section.texts("FunctionResponseTypes");
        int batch = section.number("BatchSize", 10);
        int window = section.number("MaximumBatchingWindowInSeconds", 0);
        if (batch < 1 || batch > 10_000 || (batch > 10 && window < 1)) {
            throw new TemplateException(
                    section.where()
                            + ".BatchSize must be 1 to 10000, and above 10"
                            + " MaximumBatchingWindowInSeconds at least 1.");
        }
        if (section.flag("Enabled", true)) {
            triggers.add(
                    new Trigger.Queue(
                            arn,
                            batch,
                            Duration.ofSeconds(window),
                            maximum < 0 ? null : maximum,
                            types.contains("ReportBatchItemFailures")));
        }
    }

    private static int maximumConcurrency(Section section) {
        int maximum = section.number("MaximumConcurrency", -1);
        section.finish();
        if (maximum < 2 || maximum > 1000) {
            throw new TemplateException(section.where() + ".MaximumConcurrency must be 2 to 1000.");
        }
        return maximum;
    }

    private static void schedule(
            String name, String property, Section section, List<Trigger> triggers) {
        Trigger.Schedule schedule =
                new Trigger.Schedule(
                        name, section.required(property), section.text("Input").orElse(null));
        boolean enabled =
                section.flag("Enabled", true)
                        && !section.text("State").orElse("").equals("DISABLED");
        section.excuse(
                "Name",
                "Description",
                "DeadLetterConfig",
                "FlexibleTimeWindow",
                "PermissionsBoundary",
                "RetryPolicy",
                "RoleArn");
        if (enabled) {
            triggers.add(schedule);
        }
    }
}
