package org.badgebridge.acceptance.template;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.acceptance.Repository;
import org.badgebridge.local.template.YamlReader;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The template as it is written.
final class SamTemplate {

    static final String FUNCTION = "AWS::Serverless::Function";
    static final String QUEUE = "AWS::SQS::Queue";
    static final String TABLE = "AWS::DynamoDB::Table";
    static final String ROLE = "AWS::IAM::Role";
    static final String LOG_GROUP = "AWS::Logs::LogGroup";
    static final String SECRET = "AWS::SecretsManager::Secret";

    private static final JsonNode ROOT = YamlReader.read(Repository.path("infra/template.yaml"));

    private SamTemplate() {}

    /// A resource as a whole, by its logical id.
    static JsonNode resource(String id) {
        return ROOT.path("Resources").path(id);
    }

    static JsonNode properties(String id) {
        return resource(id).path("Properties");
    }

    static List<String> ids(String type) {
        List<String> ids = new ArrayList<>();
        ROOT.path("Resources")
                .properties()
                .forEach(entry -> {
                    if (entry.getValue().path("Type").asText().equals(type)) {
                        ids.add(entry.getKey());
                    }
                });
        return ids;
    }

    /// The function's environment as the template writes it.
    static JsonNode environment(String function) {
        return properties(function).path("Environment").path("Variables");
    }

    /// The events of one type that call the function.
    static List<JsonNode> events(String function, String type) {
        return stream(properties(function).path("Events"))
                .filter(event -> event.path("Type").asText().equals(type))
                .map(event -> event.path("Properties"))
                .toList();
    }

    /// The statements of a role's own policies.
    static List<JsonNode> statements(String role) {
        return stream(properties(role).path("Policies"))
                .flatMap(policy -> stream(policy.path("PolicyDocument").path("Statement")))
                .toList();
    }

    /// The logical id that `!Ref id` or `!GetAtt id.Arn` names.
    static String referred(JsonNode reference) {
        JsonNode attribute = reference.path("Fn::GetAtt");
        return attribute.isArray() ? attribute.path(0).asText() : reference.path("Ref").asText();
    }

    /// One value or a list of them, as IAM takes both.
    static List<JsonNode> oneOrMany(JsonNode value) {
        return value.isArray() ? stream(value).toList() : List.of(value);
    }

    static Stream<JsonNode> stream(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false);
    }
}
