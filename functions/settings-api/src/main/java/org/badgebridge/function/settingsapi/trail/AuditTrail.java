package org.badgebridge.function.settingsapi.trail;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Json;
import org.badgebridge.function.settingsapi.http.ProblemException;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.http.Router;
import org.badgebridge.port.Audit;
import org.badgebridge.port.Secrets;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Keeps an audit entry of every call that may change something, whatever its route, and of every
/// look at what is otherwise masked. What changed is seen by looking at the resource before and
/// after, as an admin would: a route need do nothing for it, and cannot forget it. What others
/// change in the same moment is seen too.
///
/// Without the entry nothing is changed. A call that was refused, or changed nothing, leaves none.
/// Thread-safe.
public final class AuditTrail {

    private static final String DRY_RUN = "dry_run";
    private static final String REASON = "reason";

    /// Where the collection stands in a path such as `/api/badges/{id}/retry`, split at `/`.
    private static final int COLLECTION = 2;

    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;

    private static final int MOST_REASON = 500;

    private final Audit audit;
    private final Router router;
    private final Supplier<String> newId;
    private final Clock clock;

    public AuditTrail(Audit audit, Router router, Supplier<String> newId, Clock clock) {
        this.audit = audit;
        this.router = router;
        this.newId = newId;
        this.clock = clock;
    }

    /// What the route answers to the call, with an entry kept of it where one is due.
    public Answer answered(Route route, Call call) {
        if (route.trace() == Route.Trace.NONE) {
            Answer answer = route.resource().apply(call);
            if (call.query().containsKey("reveal") && call.reveal()) {
                audit.keep(entry(route, call, further(route) + ".reveal", true));
            }
            return answer;
        }
        JsonNode body = Json.readOrMissing(call.body());
        if (body.path(DRY_RUN).asBoolean()) {
            return route.resource().apply(call);
        }
        Sight before = look(route, call);
        Audit.Entry begun = entry(route, call, verb(route), false);
        audit.keep(begun);
        Answer answer;
        try {
            answer = route.resource().apply(call);
        } catch (ProblemException e) {
            if (e.problem().changedNothing()) {
                audit.drop(begun);
            }
            throw e;
        }
        finish(route, call, begun, before, answer);
        return answer;
    }

    /// The change is made; should its entry not be finished, the one that was begun tells of it.
    private void finish(Route route, Call call, Audit.Entry begun, Sight before, Answer answer) {
        JsonNode answered = Json.readOrMissing(answer.body());
        boolean collection = !route.template().contains("{");
        boolean begins = answer.status() == CREATED || answer.status() == ACCEPTED;
        try {
            Sight after = collection && begins ? Sight.of(answered) : look(route, call);
            if (route.trace() == Route.Trace.SEEN && !begins && before.equals(after)) {
                audit.drop(begun);
                return;
            }
            List<Audit.Change> changes = new ArrayList<>(asked(call));
            changes.addAll(before.changesTo(after));
            audit.keep(
                    new Audit.Entry(
                            begun.id(),
                            begun.at(),
                            begun.who(),
                            begun.action(),
                            collection ? made(begun.subject(), answered) : begun.subject(),
                            begun.reason(),
                            true,
                            changes));
        } catch (SdkException | Secrets.Unavailable notFinished) {
            // The answer must not say that nothing was done.
        }
    }

    /// What a call for many names: their number, or the filter.
    private static List<Audit.Change> asked(Call call) {
        JsonNode body = Json.readOrMissing(call.body());
        List<Audit.Change> asked = new ArrayList<>();
        if (body.path("ids").isArray()) {
            asked.add(
                    new Audit.Change("asked.ids", null, Integer.toString(body.path("ids").size())));
        }
        body.path("filter")
                .properties()
                .forEach(part ->
                        asked.add(
                                new Audit.Change(
                                        "asked." + part.getKey(), null, part.getValue().asText())));
        return asked;
    }

    /// The resource of the path as it is seen now; nothing when it is not there, or is many.
    private Sight look(Route route, Call call) {
        String[] parts = route.template().split("/", -1);
        boolean one = parts.length > COLLECTION + 1 && parts[COLLECTION + 1].startsWith("{");
        if (!one && parts.length > COLLECTION + 1) {
            return Sight.NOTHING;
        }
        String template = String.join("/", Arrays.copyOf(parts, COLLECTION + (one ? 2 : 1)));
        return router.routes().stream()
                .filter(each -> each.method().equals("GET") && each.template().equals(template))
                .findFirst()
                .map(each -> seen(each, call))
                .orElse(Sight.NOTHING);
    }

    private static Sight seen(Route read, Call call) {
        Call looking =
                new Call(call.path(), Map.of(), Map.of(), "", call.caller(), call.deadline());
        try {
            JsonNode view = Json.readOrMissing(read.resource().apply(looking).body());
            return view.has("items") ? Sight.NOTHING : Sight.of(view);
        } catch (ProblemException notThere) {
            return Sight.NOTHING;
        }
    }

    private Audit.Entry entry(Route route, Call call, String verb, boolean done) {
        Instant now = clock.instant();
        String[] parts = route.template().split("/", -1);
        String kind = singular(parts[COLLECTION]);
        String id = call.path().get("id");
        return new Audit.Entry(
                newId.get(),
                now,
                call.who(),
                kind + verb,
                id == null ? parts[COLLECTION] : kind + ":" + id,
                reason(call),
                done,
                List.of());
    }

    private static @Nullable String reason(Call call) {
        String reason = Json.readOrMissing(call.body()).path(REASON).asText().strip();
        return reason.isEmpty()
                ? null
                : reason.substring(0, Math.min(reason.length(), MOST_REASON));
    }

    /// What was made in a collection, by the id that the answer has.
    private static String made(String collection, JsonNode answered) {
        String id = answered.path("id").asText();
        return id.isEmpty() || answered.has("kind") ? collection : singular(collection) + ":" + id;
    }

    /// What is done, such as `.create`, `.update`, `.token.update`, `.retry`.
    private static String verb(Route route) {
        String further = further(route);
        return switch (route.method()) {
            case "PUT" -> further + ".update";
            case "DELETE" -> further + ".delete";
            default -> further.isEmpty() ? ".create" : further;
        };
    }

    /// What a route names behind a collection, such as `.token`.
    private static String further(Route route) {
        return Arrays.stream(route.template().split("/", -1))
                .skip(COLLECTION + 1L)
                .filter(part -> !part.startsWith("{"))
                .map("."::concat)
                .collect(Collectors.joining());
    }

    private static String singular(String collection) {
        return collection.endsWith("s") && !collection.endsWith("ss")
                ? collection.substring(0, collection.length() - 1)
                : collection;
    }
}
