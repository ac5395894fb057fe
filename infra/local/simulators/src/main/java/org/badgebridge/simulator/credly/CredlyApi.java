package org.badgebridge.simulator.credly;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.HttpCall;
import org.badgebridge.simulator.Operation;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The Web Service API under `/v1`: who may call, and which call goes where.
final class CredlyApi {
    private final CredlyStore store;
    private final Switches switches;
    private final Documents documents;
    private final BadgeIssuing issuing;
    private final BadgeLife life;
    private final BadgeReading reading;
    private final TemplateCalls templates;
    private final OrganizationCalls organizations;
    private final URI base;

    CredlyApi(CredlyStore store, Switches switches, Documents documents, URI base) {
        this.store = store;
        this.switches = switches;
        this.documents = documents;
        this.base = base;
        this.issuing = new BadgeIssuing(store, switches, documents);
        this.life = new BadgeLife(store, documents);
        this.reading = new BadgeReading(store, switches, documents, base);
        this.templates = new TemplateCalls(store, switches, documents, base);
        this.organizations = new OrganizationCalls(store, switches, documents, base);
    }

    static Optional<Operation> operation(HttpCall call) {
        List<String> path = call.segments();
        if (path.isEmpty() || !path.getFirst().equals("v1")) {
            return Optional.empty();
        }
        if (path.size() < 2 || !path.get(1).equals("organizations")) {
            return Optional.of(Operation.OTHER);
        }
        if (path.size() < 4) {
            return Optional.of(Operation.ORGANIZATION);
        }
        return Optional.of(
                switch (path.get(3)) {
                    case "badges" -> badgeOperation(call.method(), path);
                    case "high_volume_issued_badge_search" -> Operation.LIST_BADGES;
                    case "badge_templates" -> Operation.TEMPLATES;
                    case "events" -> Operation.EVENTS;
                    default -> Operation.OTHER;
                });
    }

    private static Operation badgeOperation(String method, List<String> path) {
        String last = path.getLast();
        return switch (method) {
            case "POST" -> last.equals("replace") ? Operation.REPLACE : Operation.ISSUE;
            case "PUT" -> Operation.REVOKE;
            case "DELETE" -> Operation.DELETE;
            default -> path.size() == 4 ? Operation.LIST_BADGES : Operation.GET_BADGE;
        };
    }

    Answer answer(HttpCall call) {
        Optional<Token> caller = store.read(() -> caller(call));
        if (caller.isEmpty()) {
            return Envelope.error(401, "Unauthorized");
        }
        List<String> path = call.segments();
        if (path.size() < 2 || !path.get(1).equals("organizations")) {
            return notFound();
        }
        Token token = caller.get();
        if (path.size() > 2 && !path.get(2).equals(token.organizationId())) {
            int status = (int) switches.number(Switch.FOREIGN_ORGANIZATION_STATUS);
            return Envelope.error(status, status == 403 ? "Forbidden" : "Not found");
        }
        boolean allowed =
                switch (call.method()) {
                    case "GET" -> token.readEnabled();
                    case "DELETE" -> token.deleteEnabled();
                    default -> token.writeEnabled();
                };
        if (!allowed) {
            return Envelope.error(403, "Forbidden");
        }
        Optional<Parameters> sent = Parameters.of(call);
        if (sent.isEmpty()) {
            return Envelope.error(400, "The request body is not a JSON object");
        }
        return route(call, path, token.organizationId(), sent.get());
    }

    private Answer route(HttpCall call, List<String> path, String organizationId, Parameters sent) {
        String method = call.method();
        if (path.size() == 2) {
            return method.equals("GET")
                    ? store.read(() -> organizations.list(organizationId, call))
                    : notFound();
        }
        if (path.size() == 3) {
            return organization(method, organizationId, sent);
        }
        List<String> rest = path.subList(4, path.size());
        return switch (path.get(3)) {
            case "badges" -> badges(call, organizationId, rest, sent);
            case "high_volume_issued_badge_search" ->
                    method.equals("GET") && rest.isEmpty()
                            ? store.read(() -> reading.bulk(organizationId, call))
                            : notFound();
            case "badge_templates" -> templates(call, organizationId, rest, sent);
            case "events" -> method.equals("GET") ? events(call, organizationId, rest) : notFound();
            default -> notFound();
        };
    }

    private Answer organization(String method, String id, Parameters sent) {
        Supplier<Optional<Organization>> found = () -> Optional.ofNullable(store.organization(id));
        return switch (method) {
            case "GET" -> read(found, organizations::one);
            case "PUT" -> change(found, o -> organizations.update(o, sent));
            default -> notFound();
        };
    }

    private Answer badges(
            HttpCall call, String organizationId, List<String> rest, Parameters sent) {
        String method = call.method();
        if (rest.isEmpty()) {
            return switch (method) {
                case "GET" -> store.read(() -> reading.list(organizationId, call));
                case "POST" -> store.change(() -> issuing.issue(organizationId, sent));
                default -> notFound();
            };
        }
        String id = rest.getFirst();
        Supplier<Optional<Badge>> found =
                () ->
                        Optional.ofNullable(store.badge(id))
                                .filter(b -> b.organizationId().equals(organizationId));
        String asked = method + " " + (rest.size() == 1 ? "" : rest.get(1));
        if (rest.size() > 2) {
            return notFound();
        }
        return switch (asked) {
            case "POST " ->
                    id.equals("batch")
                            ? store.change(() -> issuing.issueBatch(organizationId, sent))
                            : notFound();
            case "GET " -> store.read(() -> reading.one(organizationId, id));
            case "DELETE " -> change(found, life::delete);
            case "POST replace" -> store.change(() -> issuing.replace(organizationId, id, sent));
            case "PUT revoke" -> change(found, badge -> life.revoke(badge, sent));
            default -> notFound();
        };
    }

    private Answer templates(
            HttpCall call, String organizationId, List<String> rest, Parameters sent) {
        if (rest.isEmpty()) {
            return call.method().equals("GET")
                    ? store.read(() -> templates.list(organizationId, call))
                    : notFound();
        }
        Supplier<Optional<Template>> found =
                () ->
                        Optional.ofNullable(store.template(rest.getFirst()))
                                .filter(t -> t.organizationId().equals(organizationId));
        if (rest.size() > 1) {
            return notFound();
        }
        return switch (call.method()) {
            case "GET" -> read(found, templates::one);
            case "PUT" -> change(found, template -> templates.update(template, sent));
            default -> notFound();
        };
    }

    private Answer events(HttpCall call, String organizationId, List<String> rest) {
        if (rest.isEmpty()) {
            return store.read(() -> {
                List<Event> own =
                        store.events().stream()
                                .filter(e -> e.organizationId().equals(organizationId))
                                .toList()
                                .reversed();
                return ListQuery.of(call)
                        .page(own, switches.number(Switch.PAGE_SIZE), base, documents::event);
            });
        }
        return read(
                () ->
                        Optional.ofNullable(store.event(rest.getFirst()))
                                .filter(e -> rest.size() == 1)
                                .filter(e -> e.organizationId().equals(organizationId)),
                event -> Envelope.data(200, documents.event(event)));
    }

    private <T> Answer read(Supplier<Optional<T>> found, Function<T, Answer> answer) {
        return store.read(() -> found.get().map(answer).orElseGet(CredlyApi::notFound));
    }

    private <T> Answer change(Supplier<Optional<T>> found, Function<T, Answer> answer) {
        return store.change(() -> found.get().map(answer).orElseGet(CredlyApi::notFound));
    }

    static Answer notFound() {
        return Envelope.error(404, "Not found");
    }

    /// Takes `token:` and, as some clients send it, the bare token.
    private Optional<Token> caller(HttpCall call) {
        String header = call.header("Authorization").orElse("");
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        String credentials;
        try {
            credentials =
                    new String(
                            Base64.getDecoder().decode(header.substring(6).strip()),
                            StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        int colon = credentials.indexOf(':');
        String token = colon < 0 ? credentials : credentials.substring(0, colon);
        if (switches.on(Switch.BAR_TOKEN) && token.endsWith("|")) {
            token = token.substring(0, token.length() - 1);
        }
        return Optional.ofNullable(store.token(token))
                .filter(t -> t.expiresAt().isAfter(store.now()));
    }
}
