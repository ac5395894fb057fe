package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.HttpCall;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.SimulatorJson;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The API under `/v1` and `/v2`: who may call, how often, and which call goes where.
final class AccredibleApi {
    /// Ruby on Rails' reading of a token: by any of these words, with or without its name, quoted
    /// or not.
    private static final Pattern TOKEN =
            Pattern.compile("(?i)(?:token|bearer)\\s+(?:token=)?\"?([^\"\\s]+)\"?");

    private static final Duration SLICE = Duration.ofSeconds(30);

    private final AccredibleStore store;
    private final Conditions conditions;
    private final Documents documents;
    private final CredentialCalls credentials;
    private final BulkCalls bulk;
    private final EvidenceCalls evidence;
    private final Searches searches;
    private final GroupCalls groups;
    private final AttributeKeyCalls attributeKeys;
    private final Deque<Instant> lately = new ArrayDeque<>();

    AccredibleApi(AccredibleStore store, Conditions conditions, Documents documents) {
        this.store = store;
        this.conditions = conditions;
        this.documents = documents;
        this.credentials = new CredentialCalls(store, conditions, documents);
        this.bulk = new BulkCalls(store, conditions, documents);
        this.evidence = new EvidenceCalls(store);
        this.searches = new Searches(store, conditions, documents);
        this.groups = new GroupCalls(store, conditions, documents);
        this.attributeKeys = new AttributeKeyCalls(store, conditions);
    }

    static Optional<Operation> operation(HttpCall call) {
        List<String> path = call.segments();
        if (path.isEmpty() || !path.getFirst().matches("v[12]")) {
            return Optional.empty();
        }
        String rest = String.join("/", path.subList(1, path.size()));
        if (rest.equals("credentials/search") || rest.equals("all_credentials")) {
            return Optional.of(Operation.LIST_BADGES);
        }
        if (rest.startsWith("credentials") && path.size() <= 3) {
            return Optional.of(
                    switch (call.method()) {
                        case "POST" ->
                                rest.equals("credentials") || rest.equals("credentials/bulk_create")
                                        ? Operation.ISSUE
                                        : Operation.OTHER;
                        case "PUT", "PATCH" -> change(call);
                        case "DELETE" -> Operation.DELETE;
                        default -> Operation.GET_BADGE;
                    });
        }
        if (rest.equals("issuer/details")) {
            return Optional.of(Operation.ORGANIZATION);
        }
        // What badges of a group can bear is read with the groups.
        boolean templates = rest.startsWith("issuer/") || rest.equals("attribute_keys/search");
        return Optional.of(templates ? Operation.TEMPLATES : Operation.OTHER);
    }

    /// What a change is for shows in what it carries.
    private static Operation change(HttpCall call) {
        JsonNode sent = Fields.of(call).orElseGet(SimulatorJson::object).path("credential");
        if (sent.size() == 1 && sent.has("expired_on")) {
            return Operation.REVOKE;
        }
        return sent.size() == 1 && sent.has("approve") ? Operation.PUBLISH : Operation.REPLACE;
    }

    Answer answer(HttpCall call) {
        return store.with(() -> limited().orElseGet(() -> admitted(call)));
    }

    private Optional<Answer> limited() {
        long most = conditions.number(Condition.CALLS_IN_30_SECONDS);
        Instant now = store.now();
        while (!lately.isEmpty() && lately.getFirst().plus(SLICE).isBefore(now)) {
            lately.removeFirst();
        }
        if (most > 0 && lately.size() >= most) {
            long after = conditions.number(Condition.RETRY_AFTER);
            Answer answer = Errors.text(429, "Too many requests");
            return Optional.of(
                    after == 0 ? answer : answer.with("Retry-After", Long.toString(after)));
        }
        lately.addLast(now);
        return Optional.empty();
    }

    private Answer admitted(HttpCall call) {
        Matcher token = TOKEN.matcher(call.header("Authorization").orElse("").strip());
        Key key = token.matches() ? store.key(token.group(1)) : null;
        if (key == null) {
            return Errors.denied();
        }
        Optional<ObjectNode> body = Fields.of(call);
        return body.isEmpty()
                ? Errors.text(400, "The request body is not JSON")
                : route(key, call, body.get());
    }

    private Answer route(Key key, HttpCall call, ObjectNode body) {
        List<String> path = call.segments();
        String asked = call.method() + " " + String.join("/", path);
        return switch (asked) {
            case "POST v1/credentials" -> credentials.create(key, body);
            case "POST v1/credentials/bulk_create" -> bulk.first(key, body);
            case "POST v2/credentials/bulk_create" -> bulk.second(key, body);
            case "POST v2/credentials/search" -> searches.second(key, body);
            case "POST v1/credentials/search" -> firstSearch(key, body);
            case "GET v1/all_credentials" -> firstSearch(key, query(call));
            case "GET v1/issuer/details" -> {
                Issuer issuer = store.issuer(key.issuerId());
                yield issuer == null ? Errors.denied() : Answer.json(200, documents.issuer(issuer));
            }
            case "GET v1/issuer/all_groups" -> groups.list(key, query(call));
            case "POST v1/issuer/groups/search" -> groups.list(key, body);
            case "POST v1/issuer/groups" -> groups.create(key, body);
            case "POST v1/attribute_keys" -> attributeKeys.create(key, body);
            case "POST v1/attribute_keys/search" -> attributeKeys.search(key, body);
            default -> one(key, call, path, body);
        };
    }

    private Answer one(Key key, HttpCall call, List<String> path, ObjectNode body) {
        if (path.size() >= 3 && path.get(1).equals("credentials")) {
            return credential(key, call.method(), path.subList(2, path.size()), body);
        }
        if (path.size() == 3 && path.get(1).equals("designs")) {
            Design design = store.design(path.get(2));
            return call.method().equals("GET")
                            && design != null
                            && design.issuerId() == key.issuerId()
                    ? Answer.json(200, documents.design(design))
                    : Errors.notFound();
        }
        if (path.size() == 4 && path.get(2).equals("groups")) {
            Group group = store.group(path.get(3));
            return group == null || !key.sees(group)
                    ? Errors.noGroup()
                    : groups.one(call.method(), group, body);
        }
        return Errors.notFound();
    }

    /// `path` begins with the credential's id.
    private Answer credential(Key key, String method, List<String> path, ObjectNode body) {
        Credential credential = store.credential(path.getFirst());
        if (credential == null || !visible(key, credential)) {
            return Errors.noCredential();
        }
        if (path.size() > 1) {
            return evidence(credential, method, path.subList(1, path.size()), body);
        }
        return switch (method) {
            case "GET" -> Answer.json(200, documents.credential(credential));
            // Only PUT is documented; Open edX sends PATCH.
            case "PUT", "PATCH" -> credentials.update(credential, body);
            case "DELETE" -> credentials.delete(credential);
            default -> Errors.notFound();
        };
    }

    /// `path` begins behind the credential's id.
    private Answer evidence(
            Credential credential, String method, List<String> path, ObjectNode body) {
        if (!path.getFirst().equals("evidence_items")) {
            return Errors.notFound();
        }
        return switch (path.size()) {
            case 1 -> method.equals("POST") ? evidence.create(credential, body) : Errors.notFound();
            case 2 -> evidence.one(method, credential, path.get(1), body);
            default -> Errors.notFound();
        };
    }

    private boolean visible(Key key, Credential credential) {
        Group group = store.group(Long.toString(credential.groupId()));
        return group == null
                ? credential.issuerId() == key.issuerId() && key.departmentId() == null
                : key.sees(group);
    }

    private Answer firstSearch(Key key, ObjectNode sought) {
        JsonNode recipient = sought.path("recipient");
        return searches.first(
                key,
                Fields.text(sought, "group_id"),
                or(Fields.text(sought, "email"), Fields.text(recipient, "email")),
                or(Fields.text(sought, "recipient_id"), Fields.text(recipient, "id")),
                Math.max(1, sought.path("page").asInt(1)),
                sought.path("page_size").asInt((int) conditions.number(Condition.PAGE_SIZE)));
    }

    private static @Nullable String or(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    private static ObjectNode query(HttpCall call) {
        ObjectNode fields = SimulatorJson.object();
        call.query().forEach(p -> fields.put(p.name().toLowerCase(Locale.ROOT), p.value()));
        return fields;
    }
}
