package org.badgebridge.local.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/// What Secrets Manager does for each action, one at a time. Texts of errors are those of the
/// service where programs are known to look at them.
final class SecretActions {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}");
    private static final int MAX_BYTES = 65_536;
    private static final String NO_SECRET = "Secrets Manager can't find the specified secret.";

    private final SecretStore store;
    private final String region;
    private final String arnPrefix;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();

    SecretActions(SecretStore store, String region, Clock clock) {
        this.store = store;
        this.region = region;
        this.arnPrefix = SecretArn.prefix(region);
        this.clock = clock;
    }

    ObjectNode call(String action, JsonNode request) throws IOException {
        lock.lock();
        try {
            return switch (action) {
                case "CreateSecret" -> create(request);
                case "GetSecretValue" -> get(request);
                case "PutSecretValue" -> put(request);
                case "UpdateSecret" -> update(request);
                case "DescribeSecret" -> describe(alive(request, true));
                case "DeleteSecret" -> delete(request);
                case "RestoreSecret" -> restore(request);
                case "ListSecrets" -> list(request);
                case "ListSecretVersionIds" -> versions(request);
                case "UpdateSecretVersionStage" -> moveStage(request);
                default ->
                        throw new SecretError(
                                "UnknownOperationException",
                                "The local Secrets Manager has no action " + action + ".");
            };
        } finally {
            lock.unlock();
        }
    }

    private ObjectNode create(JsonNode request) throws IOException {
        String name = request.path("Name").asText();
        if (!NAME.matcher(name).matches()) {
            throw SecretError.invalidParameter(
                    "Invalid name. Must be a valid name containing alphanumeric characters, or any"
                            + " of the following: -/_+=.@!");
        }
        Optional<Secret> existing = store.find(name);
        String id = token(request);
        if (existing.isPresent()) {
            if (existing.get().deletionDate() != null) {
                throw SecretError.invalidRequest(
                        "You can't create this secret because a secret with this name is already"
                                + " scheduled for deletion.");
            }
            Secret.Version version = existing.get().versions().get(id);
            if (version == null || !version.sameValue(string(request), binary(request))) {
                throw SecretError.exists(
                        "The operation failed because the secret " + name + " already exists.");
            }
            return named(existing.get()).put("VersionId", id);
        }
        Instant now = clock.instant();
        Secret secret =
                new Secret(name, request.path("Description").textValue(), now, now, null, Map.of());
        if (!hasValue(request)) {
            store.put(secret);
            return named(secret);
        }
        store.put(secret.withVersion(id, version(request, List.of(Secret.CURRENT), now), now));
        return named(secret).put("VersionId", id);
    }

    private ObjectNode get(JsonNode request) {
        Secret secret = alive(request, false);
        String id = request.path("VersionId").textValue();
        String stage = request.path("VersionStage").textValue();
        if (id == null) {
            String label = stage == null ? Secret.CURRENT : stage;
            id =
                    secret.versionIdAt(label)
                            .orElseThrow(() ->
                                    SecretError.notFound(
                                            "Secrets Manager can't find the specified secret value"
                                                    + " for staging label: "
                                                    + label));
        }
        Secret.Version version = secret.versions().get(id);
        if (version == null || (stage != null && !version.stages().contains(stage))) {
            throw SecretError.notFound(
                    "Secrets Manager can't find the specified secret value for VersionId: " + id);
        }
        ObjectNode answer =
                named(secret).put("VersionId", id).put("CreatedDate", seconds(version.created()));
        if (version.string() != null) {
            answer.put("SecretString", version.string());
        } else {
            answer.put("SecretBinary", version.binary());
        }
        answer.set("VersionStages", stages(version));
        return answer;
    }

    private ObjectNode put(JsonNode request) throws IOException {
        Secret secret = alive(request, false);
        if (!hasValue(request)) {
            throw SecretError.invalidParameter(
                    "You must provide either SecretString or SecretBinary.");
        }
        List<String> stages = new ArrayList<>();
        request.path("VersionStages").forEach(stage -> stages.add(stage.asText()));
        return addVersion(secret, request, stages.isEmpty() ? List.of(Secret.CURRENT) : stages);
    }

    private ObjectNode update(JsonNode request) throws IOException {
        Secret secret =
                alive(request, false)
                        .withDescription(request.path("Description").textValue(), clock.instant());
        if (hasValue(request)) {
            return addVersion(secret, request, List.of(Secret.CURRENT));
        }
        store.put(secret);
        return named(secret);
    }

    private ObjectNode addVersion(Secret secret, JsonNode request, List<String> stages)
            throws IOException {
        String id = token(request);
        Secret.Version same = secret.versions().get(id);
        if (same == null) {
            Instant now = clock.instant();
            store.put(secret.withVersion(id, version(request, stages, now), now));
        } else if (!same.sameValue(string(request), binary(request))) {
            throw SecretError.exists(
                    "You can't use ClientRequestToken "
                            + id
                            + " because that value is already in use for a version of"
                            + " secret "
                            + arn(secret.name())
                            + ".");
        }
        Secret.Version stored = store.find(secret.name()).orElseThrow().versions().get(id);
        ObjectNode answer = named(secret).put("VersionId", id);
        answer.set("VersionStages", stored == null ? JSON.createArrayNode() : stages(stored));
        return answer;
    }

    private ObjectNode describe(Secret secret) {
        ObjectNode answer =
                named(secret)
                        .put("CreatedDate", seconds(secret.created()))
                        .put("LastChangedDate", seconds(secret.changed()));
        if (secret.description() != null) {
            answer.put("Description", secret.description());
        }
        if (secret.deletionDate() != null) {
            answer.put("DeletedDate", seconds(secret.deletionDate()));
        }
        ObjectNode versions = answer.putObject("VersionIdsToStages");
        secret.versions()
                .forEach((id, version) -> {
                    if (!version.stages().isEmpty()) {
                        versions.set(id, stages(version));
                    }
                });
        return answer;
    }

    private ObjectNode delete(JsonNode request) throws IOException {
        boolean force = request.path("ForceDeleteWithoutRecovery").asBoolean();
        int days = request.path("RecoveryWindowInDays").asInt(30);
        if (force && request.has("RecoveryWindowInDays")) {
            throw SecretError.invalidParameter(
                    "You can't use ForceDeleteWithoutRecovery in conjunction with"
                            + " RecoveryWindowInDays.");
        }
        if (days < 7 || days > 30) {
            throw SecretError.invalidParameter("RecoveryWindowInDays must be from 7 to 30.");
        }
        Optional<Secret> found = store.find(name(request));
        if (force) {
            store.remove(name(request));
            ObjectNode answer = found.map(this::named).orElseGet(() -> named(name(request)));
            return answer.put("DeletionDate", seconds(clock.instant()));
        }
        Instant now = clock.instant();
        Secret deleted =
                alive(request, false).withDeletionDate(now.plus(Duration.ofDays(days)), now);
        store.put(deleted);
        return named(deleted).put("DeletionDate", seconds(now.plus(Duration.ofDays(days))));
    }

    private ObjectNode restore(JsonNode request) throws IOException {
        Secret secret = alive(request, true).withDeletionDate(null, clock.instant());
        store.put(secret);
        return named(secret);
    }

    private ObjectNode list(JsonNode request) {
        List<String> prefixes = new ArrayList<>();
        for (JsonNode filter : request.path("Filters")) {
            if (!filter.path("Key").asText().equals("name")) {
                throw SecretError.invalidParameter(
                        "The local Secrets Manager filters by name only.");
            }
            filter.path("Values").forEach(value -> prefixes.add(value.asText()));
        }
        int limit = request.path("MaxResults").asInt(100);
        String after = request.path("NextToken").asText("");
        boolean deleted = request.path("IncludePlannedDeletion").asBoolean();
        List<Secret> rest =
                store.all().stream()
                        .filter(secret -> secret.name().compareTo(after) > 0)
                        .filter(secret -> deleted || secret.deletionDate() == null)
                        .filter(secret ->
                                prefixes.isEmpty()
                                        || prefixes.stream().anyMatch(secret.name()::startsWith))
                        .toList();
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode page = answer.putArray("SecretList");
        rest.stream().limit(limit).forEach(secret -> page.add(listed(secret)));
        if (rest.size() > limit) {
            answer.put("NextToken", rest.get(limit - 1).name());
        }
        return answer;
    }

    private ObjectNode listed(Secret secret) {
        ObjectNode entry = describe(secret);
        entry.set("SecretVersionsToStages", entry.remove("VersionIdsToStages"));
        return entry;
    }

    private ObjectNode versions(JsonNode request) {
        Secret secret = alive(request, true);
        boolean deprecated = request.path("IncludeDeprecated").asBoolean();
        ObjectNode answer = named(secret);
        ArrayNode versions = answer.putArray("Versions");
        secret.versions()
                .forEach((id, version) -> {
                    if (deprecated || !version.stages().isEmpty()) {
                        ObjectNode entry =
                                versions.addObject()
                                        .put("VersionId", id)
                                        .put("CreatedDate", seconds(version.created()));
                        entry.set("VersionStages", stages(version));
                    }
                });
        return answer;
    }

    private ObjectNode moveStage(JsonNode request) throws IOException {
        Secret secret = alive(request, false);
        String stage = request.path("VersionStage").asText();
        String from = request.path("RemoveFromVersionId").textValue();
        String to = request.path("MoveToVersionId").textValue();
        Optional<String> holder = secret.versionIdAt(stage);
        if (to != null && !secret.versions().containsKey(to)) {
            throw SecretError.notFound(
                    "Secrets Manager can't find the specified secret value for VersionId: " + to);
        }
        if (holder.isPresent() && !holder.get().equals(to) && !holder.get().equals(from)) {
            throw SecretError.invalidParameter(
                    "The parameter RemoveFromVersionId can't be empty. Staging label "
                            + stage
                            + " is currently attached to version "
                            + holder.get()
                            + ", so you must explicitly reference that version in"
                            + " RemoveFromVersionId.");
        }
        if (to == null && stage.equals(Secret.CURRENT)) {
            throw SecretError.invalidParameter(
                    "You can only move staging label AWSCURRENT to a different version.");
        }
        store.put(secret.withStageAt(stage, to, clock.instant()));
        return named(secret);
    }

    private Secret alive(JsonNode request, boolean alsoDeleted) {
        Secret secret =
                store.find(name(request)).orElseThrow(() -> SecretError.notFound(NO_SECRET));
        if (secret.deletionDate() != null && !alsoDeleted) {
            throw SecretError.invalidRequest(
                    "You can't perform this operation on the secret because it was marked for"
                            + " deletion.");
        }
        return secret;
    }

    /// A secret is asked for by its name, its ARN, or its ARN without the six characters at the
    /// end.
    private String name(JsonNode request) {
        String id = request.path("SecretId").asText();
        if (!id.startsWith(arnPrefix)) {
            return id;
        }
        String rest = id.substring(arnPrefix.length());
        int suffix = rest.length() - 7;
        return suffix > 0 && arn(rest.substring(0, suffix)).equals(id)
                ? rest.substring(0, suffix)
                : rest;
    }

    private String arn(String name) {
        return SecretArn.of(name, region);
    }

    private ObjectNode named(Secret secret) {
        return named(secret.name());
    }

    private ObjectNode named(String name) {
        return JSON.createObjectNode().put("ARN", arn(name)).put("Name", name);
    }

    private static ArrayNode stages(Secret.Version version) {
        ArrayNode stages = JSON.createArrayNode();
        version.stages().forEach(stages::add);
        return stages;
    }

    /// An SDK sends one of its own for each call that its caller gave none.
    private static String token(JsonNode request) {
        String token = request.path("ClientRequestToken").textValue();
        if (token == null) {
            throw SecretError.invalidParameter("You must provide a ClientRequestToken value.");
        }
        return token;
    }

    private static boolean hasValue(JsonNode request) {
        return string(request) != null || binary(request) != null;
    }

    private static @Nullable String string(JsonNode request) {
        return request.path("SecretString").textValue();
    }

    private static @Nullable String binary(JsonNode request) {
        return request.path("SecretBinary").textValue();
    }

    private static Secret.Version version(JsonNode request, List<String> stages, Instant now) {
        String string = string(request);
        if (string != null && string.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new SecretError(
                    "ValidationException", "SecretString must be at most 65536 bytes.");
        }
        return new Secret.Version(string, binary(request), now, List.copyOf(stages));
    }

    private static BigDecimal seconds(Instant instant) {
        return BigDecimal.valueOf(instant.toEpochMilli(), 3);
    }
}
