package org.badgebridge.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import org.badgebridge.local.engine.Endpoints;
import org.badgebridge.local.engine.SecretArn;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/// What the names of one template stand for in one deployment.
final class Resolution implements References {

    /// The HTTP API that SAM makes for routes that name none.
    static final String IMPLICIT_API = "ServerlessHttpApi";

    private static final String STACK = "local";

    private final ObjectNode root;
    private final Map<String, JsonNode> parameters;
    private final Deployment deployment;
    private final Expressions expressions = new Expressions(this);
    private final Set<String> underWay = new HashSet<>();

    Resolution(ObjectNode root, Map<String, JsonNode> parameters, Deployment deployment) {
        this.root = root;
        this.parameters = parameters;
        this.deployment = deployment;
    }

    Expressions expressions() {
        return expressions;
    }

    /// Whether the template has this resource, its condition considered.
    boolean exists(String logicalId) {
        JsonNode resource = root.path("Resources").path(logicalId);
        return resource.isObject()
                && (!resource.has("Condition") || condition(resource.path("Condition").asText()));
    }

    /// The name that a resource has in AWS: its own, else one made of its logical id.
    String name(String logicalId) {
        JsonNode resource = root.path("Resources").path(logicalId);
        String property =
                switch (resource.path("Type").asText()) {
                    case ResourceTypes.TABLE -> "TableName";
                    case ResourceTypes.QUEUE -> "QueueName";
                    case ResourceTypes.SECRET -> "Name";
                    case ResourceTypes.FUNCTION -> "FunctionName";
                    default -> "";
                };
        JsonNode given = resource.path("Properties").path(property);
        if (given.isMissingNode()) {
            return deployment.namePrefix() + STACK + "-" + logicalId;
        }
        String where = logicalId + "." + property;
        if (!underWay.add(where)) {
            throw new TemplateException(where + " refers to itself.");
        }
        try {
            String name = expressions.resolve(given, where).asText();
            return property.equals("Name") ? name : deployment.namePrefix() + name;
        } finally {
            underWay.remove(where);
        }
    }

    String arn(String logicalId) {
        String name = name(logicalId);
        return switch (type(logicalId)) {
            case ResourceTypes.QUEUE -> arn("sqs", name);
            case ResourceTypes.TABLE -> arn("dynamodb", "table/" + name);
            case ResourceTypes.FUNCTION -> arn("lambda", "function:" + name);
            case ResourceTypes.SECRET -> SecretArn.of(name, deployment.endpoints().region());
            default -> arn("local", name);
        };
    }

    private String arn(String service, String rest) {
        return "arn:aws:"
                + service
                + ":"
                + deployment.endpoints().region()
                + ":"
                + Endpoints.ACCOUNT
                + ":"
                + rest;
    }

    private String type(String logicalId) {
        return root.path("Resources").path(logicalId).path("Type").asText();
    }

    @Override
    public Optional<JsonNode> ref(String name) {
        JsonNode parameter = parameters.get(name);
        if (parameter != null) {
            return Optional.of(parameter);
        }
        Optional<String> text =
                switch (name) {
                    case "AWS::Region" -> Optional.of(deployment.endpoints().region());
                    case "AWS::AccountId" -> Optional.of(Endpoints.ACCOUNT);
                    case "AWS::Partition" -> Optional.of("aws");
                    case "AWS::URLSuffix" -> Optional.of("amazonaws.com");
                    case "AWS::StackName" -> Optional.of(deployment.namePrefix() + STACK);
                    case "AWS::StackId" -> Optional.of(arn("cloudformation", "stack/" + STACK));
                    case IMPLICIT_API -> Optional.of(apiId(IMPLICIT_API));
                    default -> exists(name) ? Optional.of(resource(name)) : Optional.empty();
                };
        return text.map(TextNode::valueOf);
    }

    private String resource(String logicalId) {
        return switch (type(logicalId)) {
            case ResourceTypes.QUEUE -> deployment.endpoints().queueUrl(name(logicalId));
            case ResourceTypes.SECRET -> arn(logicalId);
            case ResourceTypes.API -> apiId(logicalId);
            default -> name(logicalId);
        };
    }

    @Override
    public Optional<String> attribute(String resource, String attribute) {
        if (resource.equals(IMPLICIT_API)
                || (exists(resource) && type(resource).equals(ResourceTypes.API))) {
            return switch (attribute) {
                case "ApiEndpoint" -> Optional.of(publicUrl(apiId(resource)));
                case "ApiId" -> Optional.of(apiId(resource));
                default -> Optional.empty();
            };
        }
        if (!exists(resource)) {
            return Optional.empty();
        }
        return switch (type(resource) + " " + attribute) {
            case ResourceTypes.QUEUE + " QueueName" -> Optional.of(name(resource));
            case ResourceTypes.QUEUE + " QueueUrl" -> Optional.of(resource(resource));
            case ResourceTypes.TABLE + " StreamArn" -> Optional.of(arn(resource) + "/stream/local");
            case ResourceTypes.SECRET + " Id" -> Optional.of(arn(resource));
            default -> attribute.equals("Arn") ? Optional.of(arn(resource)) : Optional.empty();
        };
    }

    @Override
    public boolean condition(String name) {
        JsonNode condition = root.path("Conditions").path(name);
        if (condition.isMissingNode()) {
            throw new TemplateException("The template has no condition " + name + ".");
        }
        if (!underWay.add("Conditions." + name)) {
            throw new TemplateException("The condition " + name + " refers to itself.");
        }
        try {
            return expressions.holds(condition, "Conditions." + name);
        } finally {
            underWay.remove("Conditions." + name);
        }
    }

    @Override
    public Optional<JsonNode> mapping(String map, String first, String second) {
        JsonNode value = root.path("Mappings").path(map).path(first).path(second);
        return value.isMissingNode() ? Optional.empty() : Optional.of(value);
    }

    /// The id that an HTTP API has here.
    static String apiId(String logicalId) {
        return logicalId.toLowerCase(Locale.ROOT);
    }

    /// Text as the functions may see it: the public address of every HTTP API is the one local
    /// address.
    String local(String text) {
        return text.replaceAll(
                publicUrl("[a-z0-9]+"), Matcher.quoteReplacement(deployment.apiUrl().toString()));
    }

    private String publicUrl(String apiId) {
        return "https://"
                + apiId
                + ".execute-api."
                + deployment.endpoints().region()
                + ".amazonaws.com";
    }
}
