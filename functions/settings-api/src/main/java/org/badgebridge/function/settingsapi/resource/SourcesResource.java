package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.batch.Batch;
import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.rule.MatchKey;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.function.settingsapi.view.PreviewView;
import org.badgebridge.function.settingsapi.view.SourceView;
import org.badgebridge.function.settingsapi.view.SourceView.SecretView;
import org.badgebridge.intake.EventReader;
import org.badgebridge.intake.Post;
import org.badgebridge.intake.Preset;
import org.badgebridge.intake.Presets;
import org.badgebridge.intake.SourceSettings;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Deliveries;
import org.badgebridge.port.Deliveries.Verdict;
import org.badgebridge.port.Page;
import org.badgebridge.port.Rules;
import org.badgebridge.port.SecretUses;
import org.badgebridge.port.Secrets;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Learning platforms that post webhooks.
final class SourcesResource implements Resource {

    private static final int MOST_NAME = 80;
    private static final int MOST_HOURLY_CAP = 1_000_000;

    /// So much of what was put aside is removed at once.
    private static final int A_PAGE = 100;

    private static final Duration ENOUGH_FOR_A_PAGE = Duration.ofSeconds(5);

    private final Accounts accounts;
    private final Shelf<SourceId, Source> sources;
    private final Secrets secrets;
    private final SecretUses uses;
    private final Rules rules;
    private final InUse inUse;
    private final Deliveries deliveries;
    private final Presets presets;
    private final EventReader reader;
    private final SourceUrls urls;
    private final Clock clock;

    SourcesResource(
            Accounts accounts,
            Secrets secrets,
            SecretUses uses,
            Rules rules,
            InUse inUse,
            Deliveries deliveries,
            Presets presets,
            SourceUrls urls,
            Clock clock) {
        this.accounts = accounts;
        this.sources = Shelf.sources(accounts);
        this.secrets = secrets;
        this.uses = uses;
        this.rules = rules;
        this.inUse = inUse;
        this.deliveries = deliveries;
        this.presets = presets;
        this.reader = new EventReader(presets);
        this.urls = urls;
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
                Route.post("/sources/{id}/preview", this::preview).asking());
    }

    private Answer list(Call call) {
        call.only();
        return Answer.ok(PageView.all(accounts.sources().stream().map(this::summary).toList()));
    }

    private Answer read(Call call) {
        Source source = sources.of(call);
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
        Integer cap = cap(in);
        in.check();

        String presetId = preset.orElseThrow().id();
        Instant now = clock.instant();
        return sources.make(
                        asked,
                        name,
                        there ->
                                there.name().equals(name)
                                        && there.preset().equals(presetId)
                                        && there.settings().equals(settings)
                                        && Objects.equals(there.hourlyCap(), cap)
                                        && realm.map(r -> r.value().equals(there.realm()))
                                                .orElse(true),
                        id ->
                                new Source(
                                        id,
                                        name,
                                        presetId,
                                        realm.orElse(id).value(),
                                        settings,
                                        cap,
                                        null,
                                        now,
                                        now,
                                        0))
                .answer(this::view);
    }

    private Answer update(Call call) {
        Source was = sources.of(call);
        Fields in =
                call.fields()
                        .ignoring(
                                "scheme",
                                "proof",
                                "effective",
                                "capture_until",
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
                was.set(
                        in.has("name") ? in.text("name", MOST_NAME) : was.name(),
                        preset.map(Preset::id).orElse(was.preset()),
                        settings,
                        in.has("hourly_cap") ? cap(in) : was.hourlyCap(),
                        clock.instant());
        in.check();
        return sources.change(was, is).answer(this::view);
    }

    /// Null takes the cap away.
    private static @Nullable Integer cap(Fields in) {
        return in.number("hourly_cap", 1, MOST_HOURLY_CAP).orElse(null);
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
        Source source = sources.of(call);
        inUse.refuseIfUsed(source);
        // The secrets first: without them nothing is accepted any more, also should we stop here.
        // The source last: while it is there, what is left can be removed by asking again.
        secrets.remove(source.id());
        if (!emptied(source, call.deadline())) {
            throw Problem.halfDone(
                            "Its secrets are removed, but not all that it put aside. Remove it"
                                    + " again.")
                    .refusal();
        }
        if (!accounts.remove(source)) {
            throw Problem.halfDone(
                            "Its secrets are removed, but it was changed meanwhile and is still"
                                    + " there. Remove it again.")
                    .refusal();
        }
        // Whatever was on its way and found the source still there.
        emptied(source, call.deadline());
        return Answer.nothing();
    }

    /// Removes the posts that were put aside: nobody could decide about them any more.
    private boolean emptied(Source source, Deadline deadline) {
        Page.Cursor from = Page.Cursor.START;
        while (from != null) {
            if (!deadline.allows(ENOUGH_FOR_A_PAGE)) {
                return false;
            }
            Page<Verdict> page = deliveries.putAside(source.id(), A_PAGE, from);
            List<Verdict> left =
                    Batch.failures(
                            page.items(),
                            each -> deliveries.remove(source.id(), each.deliveryId()),
                            (_, _) -> {});
            if (!left.isEmpty()) {
                return false;
            }
            from = page.next();
        }
        return true;
    }

    private Answer preview(Call call) {
        Source source = sources.of(call);
        Fields in = call.fields();
        Optional<String> body = in.raw("body");
        if (body.isEmpty()) {
            in.wrong("body", "is needed: the payload, as JSON or as a text");
        }
        Map<String, String> headers = in.textMap("headers").orElse(Map.of());
        in.check();
        Post post = new Post(headers, body.orElseThrow().getBytes(StandardCharsets.UTF_8));
        List<PreviewView> items =
                reader.readAsPosted(source, post, clock.instant()).stream()
                        .map(item ->
                                PreviewView.of(
                                        item.reading(),
                                        event -> rules.matching(MatchKey.of(event))))
                        .toList();
        return Answer.ok(items.getFirst().and(items.subList(1, items.size())));
    }

    SourceView view(Source source) {
        Optional<Preset> effective = presets.of(source);
        return view(source, effective, effective);
    }

    /// Without what holds of its preset, which is long.
    private SourceView summary(Source source) {
        return view(source, presets.of(source), Optional.empty());
    }

    private SourceView view(Source source, Optional<Preset> preset, Optional<Preset> effective) {
        return SourceView.of(
                source,
                preset.map(Preset::proof),
                effective,
                urls.of(source),
                SecretView.all(secrets.ofSource(source.id()), uses.ofSource(source.id())));
    }
}
