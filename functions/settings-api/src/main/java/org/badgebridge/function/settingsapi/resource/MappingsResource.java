package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.function.settingsapi.http.Access;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.MappingView;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.intake.Preset;
import org.badgebridge.intake.Presets;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Page;
import org.badgebridge.port.Rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The everyday rules: a certificate for a course earns a template.
final class MappingsResource implements Resource {

    private static final String WHAT = "mapping";
    private static final int MOST_COURSE = 255;
    private static final int MOST_EVENT = 40;
    private static final int MOST_TEMPLATE_ID = 120;
    private static final int NAME_BYTES = 12;

    private final Accounts accounts;
    private final Rules rules;
    private final Presets presets;
    private final Clock clock;

    MappingsResource(Accounts accounts, Rules rules, Presets presets, Clock clock) {
        this.accounts = accounts;
        this.rules = rules;
        this.presets = presets;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/mappings", this::list),
                Route.post("/mappings", this::create).needing(Access.MAPPINGS),
                Route.get("/mappings/{id}", this::read),
                Route.delete("/mappings/{id}", this::remove).needing(Access.MAPPINGS));
    }

    private Answer list(Call call) {
        call.only("limit", "cursor");
        Page<Rules.Stored> page = call.page(rules::all);
        List<Rule> mappings =
                page.items().stream()
                        .flatMap(each -> each.readable().stream())
                        .filter(Rule::mapping)
                        .toList();
        return Answer.ok(PageView.of(new Page<>(mappings, page.next()), MappingView::of));
    }

    private Answer read(Call call) {
        Rule mapping = of(call, rules);
        return Answer.ok(MappingView.of(mapping), mapping.version());
    }

    private Answer create(Call call) {
        Fields in = call.fields();
        Optional<SourceId> source =
                in.needed(
                        "source",
                        Ids.MOST_LENGTH,
                        text -> Ids.source(text).filter(id -> accounts.source(id).isPresent()),
                        "must be the id of a source");
        String course = in.text("course", MOST_COURSE);
        Optional<TemplateId> template =
                in.needed(
                        "template",
                        MOST_TEMPLATE_ID,
                        text ->
                                TemplateId.parse(text)
                                        .filter(id -> accounts.template(id).isPresent()),
                        "must be the id of a template");
        Optional<Instant> since = in.time("since");
        Optional<EventType> asked =
                in.parsed(
                        "event",
                        MOST_EVENT,
                        text -> EventType.ofWord(text).filter(type -> !type.negative()),
                        "must be certificate.issued or course.passed");
        in.check();

        EventType event = asked.orElseGet(() -> earns(source.orElseThrow()));
        RuleId id = new RuleId(template.orElseThrow(), name(source.orElseThrow(), course, event));
        Rule mapping =
                Rule.mapping(
                        id,
                        event,
                        source.orElseThrow(),
                        course,
                        since.orElse(null),
                        clock.instant());
        if (added(mapping)) {
            return Answer.created(MappingView.of(mapping), 1);
        }
        Rule existing = rules.find(id).orElseThrow(() -> Problem.changedMeanwhile().refusal());
        if (!Objects.equals(existing.since(), mapping.since())) {
            throw Problem.conflict(
                            "The course is mapped to this template already, with another `since`."
                                    + " Delete that mapping first.")
                    .refusal();
        }
        return Answer.ok(MappingView.of(existing), existing.version());
    }

    /// What the source's platform tells of a course when a learner is through with it.
    private EventType earns(SourceId source) {
        return accounts.source(source)
                .flatMap(presets::of)
                .map(Preset::earns)
                .orElse(EventType.CERTIFICATE_ISSUED);
    }

    private boolean added(Rule mapping) {
        try {
            return rules.add(mapping, this::realm);
        } catch (IllegalArgumentException tooMany) {
            throw Problem.conflict(Objects.toString(tooMany.getMessage(), "")).refusal();
        }
    }

    private Answer remove(Call call) {
        rules.remove(of(call, rules).id());
        return Answer.nothing();
    }

    /// The mapping that a call's path names, if it still is as the caller knows it.
    static Rule of(Call call, Rules rules) {
        Rule mapping =
                rules.find(call.id("id", WHAT, RuleId::parse))
                        .filter(Rule::mapping)
                        .orElseThrow(() -> Problem.notFound(WHAT).refusal());
        call.expect(mapping.version());
        return mapping;
    }

    private String realm(SourceId source) {
        return accounts.source(source)
                .orElseThrow(() -> Problem.changedMeanwhile().refusal())
                .realm();
    }

    /// The same for the same wish, so that asking twice makes one mapping.
    private static String name(SourceId source, String course, EventType event) {
        String wish =
                event == EventType.CERTIFICATE_ISSUED
                        ? source + "\0" + course
                        : source + "\0" + course + "\0" + event.word();
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(wish.getBytes(StandardCharsets.UTF_8));
            return "m-"
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(Arrays.copyOf(hash, NAME_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
