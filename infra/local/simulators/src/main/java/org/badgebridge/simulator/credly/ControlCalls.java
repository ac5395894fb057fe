package org.badgebridge.simulator.credly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.HttpCall;
import org.badgebridge.simulator.SharedControl;
import org.badgebridge.simulator.SimulatorJson;
import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// `/__sim/...`: what a learner, an issuer in the web application, or a test does that the API
/// cannot. No authentication.
final class ControlCalls {
    private static final Duration TOKEN_LIFE = Duration.ofDays(180);

    private final CredlyStore store;
    private final Switches switches;
    private final Webhooks webhooks;
    private final BadgeIssuing issuing;
    private final BadgeLife life;
    private final TemplateCalls templates;
    private final Runnable reset;

    ControlCalls(
            CredlyStore store,
            Switches switches,
            Webhooks webhooks,
            BadgeIssuing issuing,
            BadgeLife life,
            TemplateCalls templates,
            Runnable reset) {
        this.store = store;
        this.switches = switches;
        this.webhooks = webhooks;
        this.issuing = issuing;
        this.life = life;
        this.templates = templates;
        this.reset = reset;
    }

    /// Answers a call; `path` is what follows `/__sim`.
    Answer answer(HttpCall call, List<String> path) {
        Optional<Parameters> sent = Parameters.of(call);
        if (sent.isEmpty()) {
            return SharedControl.problem(400, "The body is not a JSON object");
        }
        Parameters fields = sent.get();
        String asked = call.method() + " " + path.getFirst();
        return switch (path.size()) {
            case 1 -> all(asked, call, fields);
            case 2 -> one(asked, path.get(1), fields);
            case 3 -> one(asked + " " + path.get(2), path.get(1), fields);
            default -> CredlyApi.notFound();
        };
    }

    private Answer all(String asked, HttpCall call, Parameters sent) {
        return switch (asked) {
            case "GET organizations" -> list(store.read(() -> List.copyOf(store.organizations())));
            case "POST organizations" -> store.change(() -> createOrganization(sent));
            case "GET tokens" -> list(store.read(() -> List.copyOf(store.tokens())));
            case "GET templates" -> list(store.read(() -> List.copyOf(store.templates())));
            case "GET badges" -> list(newest(store.read(() -> badges(call)), call));
            case "GET events" -> list(store.read(() -> List.copyOf(store.events())));
            case "GET accounts" -> list(store.read(() -> List.copyOf(store.accounts())));
            case "PUT accounts" -> store.change(() -> link(sent));
            case "GET live" -> live(call);
            case "GET switches" -> Answer.json(200, SimulatorJson.tree(switches.all()));
            case "PUT switches" -> set(sent);
            case "GET webhooks" -> webhooks();
            case "PUT webhooks" -> plan(sent);
            case "POST reset" -> {
                reset.run();
                yield Answer.empty(204);
            }
            default -> CredlyApi.notFound();
        };
    }

    private Answer one(String asked, String id, Parameters sent) {
        return switch (asked) {
            case "POST organizations tokens" -> store.change(() -> createToken(id, sent));
            case "POST organizations templates" ->
                    store.change(() -> plain(templates.create(id, sent), t -> store.template(t)));
            case "POST organizations badges" ->
                    store.change(() -> plain(issuing.issue(id, sent), b -> store.badge(b)));
            case "PUT tokens" -> change(store::token, id, token -> update(token, sent));
            case "DELETE tokens" -> change(store::token, id, this::remove);
            case "PUT templates" ->
                    change(
                            store::template,
                            id,
                            t -> plain(templates.update(t, sent), store::template));
            case "POST templates archive" -> change(store::template, id, t -> state(t, "archived"));
            case "POST templates activate" -> change(store::template, id, t -> state(t, "active"));
            case "DELETE templates" -> change(store::template, id, templates::delete);
            case "GET badges" ->
                    store.read(() ->
                            Optional.ofNullable(store.badge(id))
                                    .map(b -> Answer.json(200, SimulatorJson.tree(b)))
                                    .orElseGet(CredlyApi::notFound));
            case "POST badges accept" ->
                    change(store::badge, id, b -> plain(life.accept(b), store::badge));
            case "POST badges reject" ->
                    change(store::badge, id, b -> plain(life.reject(b), store::badge));
            case "POST badges privacy" ->
                    change(
                            store::badge,
                            id,
                            b -> plain(life.privacy(b, sent.flag("public", true)), store::badge));
            case "POST badges revoke" ->
                    change(store::badge, id, b -> plain(life.revoke(b, sent), store::badge));
            case "DELETE badges" -> change(store::badge, id, life::delete);
            default -> CredlyApi.notFound();
        };
    }

    private interface Finder<T> {
        @Nullable T find(String id);
    }

    private <T> Answer change(Finder<T> finder, String id, Function<T, Answer> change) {
        return store.change(() -> {
            T found = finder.find(id);
            return found == null ? CredlyApi.notFound() : change.apply(found);
        });
    }

    /// The API's answer, when it is a success, as the plain row it is about.
    private static <T> Answer plain(Answer api, Finder<T> finder) {
        if (!api.succeeded()) {
            return api;
        }
        String id = SimulatorJson.parse(api.body()).path("data").path("id").asText();
        return Optional.ofNullable(finder.find(id))
                .map(row -> Answer.json(api.status(), SimulatorJson.tree(row)))
                .orElse(api);
    }

    private static Answer list(List<?> rows) {
        ObjectNode answer = SimulatorJson.object();
        ArrayNode items = answer.putArray("items");
        rows.forEach(row -> items.add(SimulatorJson.tree(row)));
        return Answer.json(200, answer);
    }

    private Answer createOrganization(Parameters sent) {
        String id = sent.text("id").orElseGet(store::newId);
        if (store.organization(id) != null) {
            return SharedControl.problem(409, "There is an organization with this id already");
        }
        Instant now = store.now();
        var organization =
                new Organization(
                        id,
                        store.nextNumber(),
                        sent.text("name").orElse("Sample Organization"),
                        sent.text("webhook_url").orElse(null),
                        Map.of(),
                        now,
                        now);
        store.put(organization);
        return Answer.json(201, SimulatorJson.tree(organization));
    }

    private Answer createToken(String organizationId, Parameters sent) {
        if (store.organization(organizationId) == null) {
            return CredlyApi.notFound();
        }
        String text = sent.text("token").orElseGet(() -> "tok_" + store.newId().replace("-", ""));
        if (store.token(text) != null) {
            return SharedControl.problem(409, "There is such a token already");
        }
        Instant now = store.now();
        return update(
                new Token(text, organizationId, true, true, true, now, now.plus(TOKEN_LIFE)), sent);
    }

    private Answer update(Token old, Parameters sent) {
        var token =
                new Token(
                        old.token(),
                        old.organizationId(),
                        sent.flag("read_enabled", old.readEnabled()),
                        sent.flag("write_enabled", old.writeEnabled()),
                        sent.flag("delete_enabled", old.deleteEnabled()),
                        old.createdAt(),
                        sent.text("expires_at").flatMap(DateForms::parse).orElse(old.expiresAt()));
        store.put(token);
        return Answer.json(200, SimulatorJson.tree(token));
    }

    private Answer remove(Token token) {
        store.removeToken(token.token());
        return Answer.empty(204);
    }

    private Answer state(Template template, String state) {
        return plain(
                templates.update(
                        template, new Parameters(SimulatorJson.object().put("state", state))),
                store::template);
    }

    /// Makes all these addresses one person's, together with whatever they were linked to before.
    private Answer link(Parameters sent) {
        Set<String> emails = new LinkedHashSet<>();
        for (JsonNode email : sent.get("emails")) {
            emails.addAll(store.addressesOf(email.asText()));
        }
        if (emails.isEmpty()) {
            return SharedControl.problem(422, "emails: name one address or more");
        }
        var merged = new ArrayList<Account>();
        emails.forEach(email -> store.account(email).ifPresent(merged::add));
        merged.forEach(account -> store.removeAccount(account.id()));
        var account =
                new Account(
                        merged.isEmpty() ? store.newId() : merged.getFirst().id(),
                        List.copyOf(emails),
                        sent.text("first_name").orElse("Ada"),
                        sent.text("last_name").orElse("Example"));
        store.put(account);
        return Answer.json(200, SimulatorJson.tree(account));
    }

    private List<Badge> badges(HttpCall call) {
        return store.badges().stream()
                .filter(b -> fits(call, "organization_id", b.organizationId()))
                .filter(b -> fits(call, "badge_template_id", b.badgeTemplateId()))
                .filter(b -> fits(call, "issuer_earner_id", b.recipient().issuerEarnerId()))
                .filter(b -> fits(call, "recipient_email", b.recipient().email()))
                .filter(b -> fits(call, "state", b.state().name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /// The last so many, in order of issue.
    private static List<Badge> newest(List<Badge> badges, HttpCall call) {
        String asked = call.parameter("newest").orElse("");
        int most = asked.matches("[0-9]{1,6}") ? Integer.parseInt(asked) : badges.size();
        return badges.subList(Math.max(0, badges.size() - most), badges.size());
    }

    private static boolean fits(HttpCall call, String parameter, @Nullable String value) {
        return call.parameter(parameter).map(asked -> asked.equals(value)).orElse(true);
    }

    /// Live badges per earner and template, those with `at_least` so many (default 1).
    private Answer live(HttpCall call) {
        String asked = call.parameter("at_least").orElse("1");
        int atLeast = asked.matches("[0-9]{1,6}") ? Integer.parseInt(asked) : 1;
        record Holding(String earner, String badgeTemplateId) {}
        Map<Holding, Long> counts =
                store.read(() -> List.copyOf(store.badges())).stream()
                        .filter(Badge::isLive)
                        .collect(
                                Collectors.groupingBy(
                                        b -> new Holding(b.earner(), b.badgeTemplateId()),
                                        Collectors.counting()));
        ObjectNode answer = SimulatorJson.object();
        answer.put("most", counts.values().stream().mapToLong(n -> n).max().orElse(0));
        ArrayNode items = answer.putArray("items");
        counts.forEach((holding, count) -> {
            if (count >= atLeast) {
                ObjectNode item = (ObjectNode) SimulatorJson.tree(holding);
                items.add(item.put("count", count));
            }
        });
        return Answer.json(200, answer);
    }

    private Answer set(Parameters sent) {
        var wanted = new TreeMap<Switch, Long>();
        for (Map.Entry<String, JsonNode> field : sent.fields().properties()) {
            Optional<Switch> which =
                    List.of(Switch.values()).stream()
                            .filter(s -> s.name().toLowerCase(Locale.ROOT).equals(field.getKey()))
                            .findFirst();
            JsonNode value = field.getValue();
            if (which.isEmpty() || !(value.isBoolean() || value.canConvertToLong())) {
                return SharedControl.problem(422, field.getKey() + ": no such switch or position");
            }
            wanted.put(
                    which.get(),
                    value.isBoolean() ? (value.asBoolean() ? 1L : 0L) : value.asLong());
        }
        wanted.forEach(switches::set);
        return Answer.json(200, SimulatorJson.tree(switches.all()));
    }

    private Answer webhooks() {
        ObjectNode answer = (ObjectNode) SimulatorJson.tree(webhooks.plan());
        answer.set("attempts", SimulatorJson.tree(webhooks.attempts()));
        return Answer.json(200, answer);
    }

    private Answer plan(Parameters sent) {
        ObjectNode plan = (ObjectNode) SimulatorJson.tree(webhooks.plan());
        plan.setAll(sent.fields());
        try {
            webhooks.plan(SimulatorJson.value(plan, WebhookPlan.class));
            return webhooks();
        } catch (UncheckedIOException notAPlan) {
            return SharedControl.problem(422, "Not a webhook plan: " + notAPlan.getMessage());
        }
    }
}
