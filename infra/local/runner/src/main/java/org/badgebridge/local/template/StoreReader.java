package org.badgebridge.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.local.template.TableSpec.Index;
import org.badgebridge.local.template.TableSpec.KeyPart;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads what keeps data: tables, queues, secrets.
final class StoreReader {

    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String DIGITS = "0123456789";
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private StoreReader() {}

    static TableSpec table(String id, String name, Section section) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Section attribute : section.sections("AttributeDefinitions")) {
            attributes.put(
                    attribute.required("AttributeName"), attribute.required("AttributeType"));
            attribute.finish();
        }
        TableSpec table =
                new TableSpec(
                        id,
                        name,
                        attributes,
                        key(section),
                        indexes(section, "GlobalSecondaryIndexes"),
                        indexes(section, "LocalSecondaryIndexes"),
                        ttl(section),
                        section.flag("DeletionProtectionEnabled", false));
        // Nothing here reads a stream, and DynamoDB Local writes every change once more for one.
        section.excuse(
                        "StreamSpecification",
                        "TableName",
                        "BillingMode",
                        "ContributorInsightsSpecification",
                        "OnDemandThroughput",
                        "PointInTimeRecoverySpecification",
                        "ProvisionedThroughput",
                        "ResourcePolicy",
                        "SSESpecification",
                        "TableClass",
                        "Tags",
                        "WarmThroughput")
                .finish();
        return table;
    }

    private static List<KeyPart> key(Section section) {
        List<KeyPart> parts = new ArrayList<>();
        for (Section part : section.sections("KeySchema")) {
            parts.add(new KeyPart(part.required("AttributeName"), part.required("KeyType")));
            part.finish();
        }
        if (parts.isEmpty()) {
            throw new TemplateException(section.where() + " lacks KeySchema.");
        }
        return List.copyOf(parts);
    }

    private static List<Index> indexes(Section section, String property) {
        List<Index> indexes = new ArrayList<>();
        for (Section index : section.sections(property)) {
            Section projection =
                    index.section("Projection")
                            .orElseThrow(() ->
                                    new TemplateException(index.where() + " lacks Projection."));
            indexes.add(
                    new Index(
                            index.required("IndexName"),
                            key(index),
                            projection.required("ProjectionType"),
                            projection.texts("NonKeyAttributes")));
            projection.finish();
            index.excuse(
                            "ContributorInsightsSpecification",
                            "OnDemandThroughput",
                            "ProvisionedThroughput",
                            "WarmThroughput")
                    .finish();
        }
        return List.copyOf(indexes);
    }

    private static @Nullable String ttl(Section section) {
        return section.section("TimeToLiveSpecification")
                .map(ttl -> {
                    boolean enabled = ttl.flag("Enabled", false);
                    String attribute = ttl.required("AttributeName");
                    ttl.finish();
                    return enabled ? attribute : null;
                })
                .orElse(null);
    }

    static QueueSpec queue(String id, String name, String arn, Section section) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String each :
                List.of(
                        "VisibilityTimeout",
                        "DelaySeconds",
                        "MessageRetentionPeriod",
                        "ReceiveMessageWaitTimeSeconds",
                        "MaximumMessageSize",
                        "FifoQueue",
                        "ContentBasedDeduplication")) {
            section.text(each).ifPresent(value -> attributes.put(each, value));
        }
        section.section("RedrivePolicy")
                .ifPresent(policy -> {
                    ObjectNode json =
                            com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                                    .objectNode();
                    json.put("deadLetterTargetArn", policy.required("deadLetterTargetArn"));
                    json.put("maxReceiveCount", policy.required("maxReceiveCount"));
                    policy.finish();
                    attributes.put("RedrivePolicy", json.toString());
                });
        section.excuse(
                        "QueueName",
                        "KmsDataKeyReusePeriodSeconds",
                        "KmsMasterKeyId",
                        "RedriveAllowPolicy",
                        "SqsManagedSseEnabled",
                        "Tags")
                .finish();
        return new QueueSpec(id, name, arn, attributes);
    }

    static SecretSpec secret(String id, String name, Section section) {
        SecretSpec.GeneratedText generated =
                section.section("GenerateSecretString").map(StoreReader::generated).orElse(null);
        SecretSpec secret =
                new SecretSpec(id, name, section.text("SecretString").orElse(null), generated);
        section.excuse("Name", "Description", "KmsKeyId", "ReplicaRegions", "Tags").finish();
        return secret;
    }

    private static SecretSpec.GeneratedText generated(Section section) {
        StringBuilder alphabet = new StringBuilder();
        alphabet.append(section.flag("ExcludeUppercase", false) ? "" : UPPER);
        alphabet.append(section.flag("ExcludeLowercase", false) ? "" : LOWER);
        alphabet.append(section.flag("ExcludeNumbers", false) ? "" : DIGITS);
        alphabet.append(section.flag("ExcludePunctuation", false) ? "" : PUNCTUATION);
        alphabet.append(section.flag("IncludeSpace", false) ? " " : "");
        String excluded = section.text("ExcludeCharacters").orElse("");
        StringBuilder left = new StringBuilder();
        alphabet.chars().filter(c -> excluded.indexOf(c) < 0).forEach(c -> left.append((char) c));
        JsonNode template = section.node("SecretStringTemplate");
        SecretSpec.GeneratedText generated =
                new SecretSpec.GeneratedText(
                        section.number("PasswordLength", 32),
                        left.toString(),
                        template.textValue(),
                        section.text("GenerateStringKey").orElse(null));
        if (left.isEmpty() || (generated.template() == null) != (generated.key() == null)) {
            throw new TemplateException(
                    section.where()
                            + " needs some characters to draw from, and SecretStringTemplate"
                            + " together with GenerateStringKey.");
        }
        section.excuse("RequireEachIncludedType").finish();
        return generated;
    }
}
