package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.rule.MatchKey;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.DeliveryView;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.function.settingsapi.view.PreviewView;
import org.badgebridge.function.settingsapi.view.SourceView;
import org.badgebridge.intake.EventReader;
import org.badgebridge.intake.Preset;
import org.badgebridge.intake.Presets;
import org.badgebridge.intake.Reading;
import org.badgebridge.intake.SourceSettings;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Deliveries;
import org.badgebridge.port.Delivery;
import org.badgebridge.port.Page;
import org.badgebridge.port.Rules;
import org.badgebridge.port.Secrets;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Learning platforms that post webhooks.
final class SourcesResource implements Resource {

    private static final String WHAT = "source";
    private static final int MOST_NAME = 80;
    private static final int RULES_A_PAGE = 100;

    private final Accounts accounts;
    private final Secrets secrets;
    private final Rules rules;
    private final Deliveries deliveries;
    private final Presets presets;
    private final EventReader reader;
    private final URI publicUrl;
    private final Clock clock;

    SourcesResource(
            Accounts accounts,
            Secrets secrets,
            Rules rules,
            Deliveries deliveries,
            Presets presets,
            URI publicUrl,
            Clock clock) {
        this.accounts = accounts;
        this.secrets = secrets;
        this.rules = rules;
        this.deliveries = deliveries;
        this.presets = presets;
        this.reader = new EventReader(presets);
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/sources", this::list),
                Route.post("/sources", this::create),
                Route.get("/sources/{id}", this::read),
                Route.put("/sources/{id}", this::update),
                Route.delete("/sources/{id}", this::remove),
                Route.get("/sources/{id}/deliveries", this::deliveries),
                Route.post("/sources/{id}/preview", this::preview).asking());
    }

    private Answer list(Call call) {
        call.only();
        return Answer.ok(PageView.all(accounts.sources().stream().map(this::view).toList()));
    }

    private Answer read(Call call) {
        Source source = source(call);
        return Answer.ok(view(source), source.version());
    }

    private Answer create(Call call) {
        Fields in = call.fields();
        Optional<SourceId> asked = in.parsed("id", Ids.MOST_LENGTH, Ids::source, Ids.FORM);
        String name = in.text("name", MOST_NAME);
        Optional<Preset> preset =
                in.needed("preset", Ids.MOST_LENGTH, presets::find, knownPresets());
        Optional<SourceId> realm = in.parsed("realm", Ids.MOST_LENGTH, Ids::source, Ids.FORM);
        Map<String, String> settings = settings(in, preset).orElse(Map.of());
        in.check();

        List<Source> all = accounts.sources();
        Optional<Source> same =
                all.stream()
                        .filter(s -> asked.isEmpty() || s.id().equals(asked.get()))
                        .filter(s -> s.name().equals(name))
                        .filter(s -> s.preset().equals(preset.orElseThrow().id()))
                        .filter(s -> s.settings().equals(settings))
                        .filter(s -> realm.isEmpty() || s.realm().equals(realm.get().value()))
                        .findFirst();
        if (same.isPresent()) {
            return Answer.ok(view(same.get()), same.get().version());
        }
        SourceId id =
                asked.orElseGet(() ->
                        new SourceId(
                                Ids.fromName(
                                        name,
                                        WHAT,
                                        taken ->
                                                all.stream()
                                                        .anyMatch(s ->
                                                                s.id().value().equals(taken)))));
        Instant now = clock.instant();
        Source source =
                new Source(
                        id,
                        name,
                        preset.orElseThrow().id(),
                        realm.orElse(id).value(),
                        settings,
                        now,
                        now,
                        0);
        if (!accounts.store(source)) {
            throw Problem.conflict("Another source has the id %s.".formatted(id)).refusal();
        }
        return Answer.created(view(source), 1);
    }

    private Answer update(Call call) {
        Source was = source(call);
        Fields in =
                call.fields()
                        .ignoring(
                                "scheme",
                                "hourly_cap",
                                "url",
                                "secrets",
                                "created_at",
                                "updated_at");
        in.fixed("id", was.id().value());
        // Learners and rules are filed under it.
        in.fixed("realm", was.realm());
        Optional<Preset> asked =
                in.parsed("preset", Ids.MOST_LENGTH, presets::find, knownPresets());
        Optional<Preset> preset = asked.or(() -> presets.find(was.preset()));
        Map<String, String> settings = settings(in, preset).orElse(was.settings());
        if (asked.isPresent() && !in.has("settings")) {
            objections(in, asked.get(), settings);
        }
        Source is =
                new Source(
                        was.id(),
                        in.has("name") ? in.text("name", MOST_NAME) : was.name(),
                        preset.map(Preset::id).orElse(was.preset()),
                        was.realm(),
                        settings,
                        was.createdAt(),
                        clock.instant(),
                        was.version());
        in.check();
        if (!accounts.store(is)) {
            throw Problem.changedMeanwhile().refusal();
        }
        return Answer.ok(view(is), is.version() + 1);
    }

    private static Optional<Map<String, String>> settings(Fields in, Optional<Preset> preset) {
        Optional<Map<String, String>> settings = in.textMap("settings");
        if (settings.isPresent() && preset.isPresent()) {
            objections(in, preset.get(), settings.get());
        }
        return settings;
    }

    private static void objections(Fields in, Preset preset, Map<String, String> settings) {
        SourceSettings.check(preset, settings)
                .forEach(p -> in.wrong("settings." + p.field(), p.remedy()));
    }

    private String knownPresets() {
        return "must be one of "
                + String.join(", ", presets.all().stream().map(Preset::id).toList());
    }

    private Answer remove(Call call) {
        Source source = source(call);
        Page.Cursor from = Page.Cursor.START;
        while (from != null) {
            Page<Rule> page = rules.all(RULES_A_PAGE, from);
            for (Rule rule : page.items()) {
                if (names(rule, source.id())) {
                    throw Problem.conflict(
                                    "A rule of the template %s names this source. Remove it first."
                                            .formatted(rule.id().template()))
                            .refusal();
                }
            }
            from = page.next();
        }
        // The secrets first: without them nothing is accepted any more, also should we stop here.
        secrets.remove(source.id());
        if (!accounts.remove(source)) {
            throw Problem.changedMeanwhile().refusal();
        }
        return Answer.nothing();
    }

    private static boolean names(Rule rule, SourceId source) {
        return Stream.concat(
                        rule.requirements().map(r -> Optional.ofNullable(r.source())),
                        rule.penalties().stream().map(p -> Optional.ofNullable(p.source())))
                .flatMap(Optional::stream)
                .anyMatch(source::equals);
    }

    private Answer deliveries(Call call) {
        call.only("limit", "cursor", "reveal");
        Source source = source(call);
        boolean reveal = call.reveal();
        Page<Deliveries.Verdict> page =
                call.page((most, from) -> deliveries.of(source.id(), most, from));
        return Answer.ok(PageView.of(page, verdict -> DeliveryView.of(verdict, reveal)));
    }

    private Answer preview(Call call) {
        Source source = source(call);
        Fields in = call.fields();
        Optional<String> body = in.raw("body");
        if (body.isEmpty()) {
            in.wrong("body", "is needed: the payload, as JSON or as a text");
        }
        Map<String, String> headers = in.textMap("headers").orElse(Map.of());
        in.check();
        Delivery.Event delivery =
                new Delivery.Event(
                        "preview", source.id(), clock.instant(), null, body.orElseThrow(), headers);
        return Answer.ok(
                switch (reader.read(source, delivery)) {
                    case Reading.Of(var event) ->
                            PreviewView.event(event, rules.matching(MatchKey.of(event)));
                    case Reading.Ignored(String reason) -> PreviewView.ignored(reason);
                    case Reading.Unusable(String reason) -> PreviewView.unusable(reason);
                });
    }

    private Source source(Call call) {
        Source source =
                accounts.source(call.id("id", WHAT, Ids::source))
                        .orElseThrow(() -> Problem.notFound(WHAT).refusal());
        call.expect(source.version());
        return source;
    }

    private SourceView view(Source source) {
        return SourceView.of(
                source,
                presets.find(source.preset()).map(p -> p.scheme().word()).orElse("unknown"),
                publicUrl + "/webhooks/certificates/" + source.id(),
                secrets.ofSource(source.id()));
    }
}
