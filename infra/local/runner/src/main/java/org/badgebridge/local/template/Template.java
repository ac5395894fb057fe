package org.badgebridge.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A SAM template as it is written. Immutable and thread-safe once read.
public final class Template {

    private static final Set<String> SECTIONS =
            Set.of(
                    "AWSTemplateFormatVersion",
                    "Transform",
                    "Description",
                    "Metadata",
                    "Parameters",
                    "Rules",
                    "Mappings",
                    "Conditions",
                    "Globals",
                    "Resources",
                    "Outputs");

    private final Path file;
    private final ObjectNode root;

    private Template(Path file, ObjectNode root) {
        this.file = file;
        this.root = root;
    }

    /// Reads a template in YAML.
    ///
    /// @throws TemplateException when the file is no template
    public static Template read(Path file) {
        ObjectNode root = YamlReader.read(file);
        root.fieldNames()
                .forEachRemaining(name -> {
                    if (!SECTIONS.contains(name)) {
                        throw new TemplateException(
                                file + ": the section " + name + " is not understood.");
                    }
                });
        return new Template(file.toAbsolutePath().normalize(), root);
    }

    /// The names of its parameters.
    public Set<String> parameterNames() {
        Set<String> names = new LinkedHashSet<>();
        root.path("Parameters").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /// Fills in every value.
    ///
    /// @throws TemplateException when a parameter has no value or the template says what the runner
    ///   does not understand
    public SystemModel resolve(Deployment deployment) {
        Map<String, JsonNode> parameters =
                Parameters.values(root.path("Parameters"), deployment.parameters());
        Resolution resolution = new Resolution(root, parameters, deployment);
        Expressions expressions = resolution.expressions();
        List<TableSpec> tables = new ArrayList<>();
        List<QueueSpec> queues = new ArrayList<>();
        List<SecretSpec> secrets = new ArrayList<>();
        List<FunctionSpec> functions = new ArrayList<>();
        List<SystemModel.Ignored> ignored = new ArrayList<>();
        FunctionReader functionReader =
                new FunctionReader(root, file, resolution, new ApiReader(root, resolution));
        for (Map.Entry<String, JsonNode> entry : root.path("Resources").properties()) {
            String id = entry.getKey();
            if (!resolution.exists(id)) {
                continue;
            }
            String type = entry.getValue().path("Type").asText();
            JsonNode properties = entry.getValue().path("Properties");
            Section section =
                    new Section(
                            id,
                            properties.isMissingNode() ? root.objectNode() : properties,
                            expressions);
            switch (type) {
                case ResourceTypes.TABLE ->
                        tables.add(StoreReader.table(id, resolution.name(id), section));
                case ResourceTypes.QUEUE ->
                        queues.add(
                                StoreReader.queue(
                                        id, resolution.name(id), resolution.arn(id), section));
                case ResourceTypes.SECRET ->
                        secrets.add(StoreReader.secret(id, resolution.name(id), section));
                case ResourceTypes.FUNCTION -> functions.add(functionReader.read(id));
                case ResourceTypes.API -> {}
                default -> {
                    if (!ResourceTypes.meansNothingHere(type)) {
                        throw new TemplateException(
                                id
                                        + ": the local runner neither runs resources of type "
                                        + type
                                        + " nor knows that they mean nothing here.");
                    }
                    ignored.add(new SystemModel.Ignored(id, type));
                }
            }
        }
        return new SystemModel(
                List.copyOf(tables),
                List.copyOf(queues),
                List.copyOf(secrets),
                List.copyOf(functions),
                List.copyOf(ignored));
    }
}
