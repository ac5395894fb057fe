package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.jobs.ApplyRules;
import org.badgebridge.jobs.JobRunner;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Page;
import org.badgebridge.port.Rules;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Ways to earn templates, those that were made with one click among them, which are made and
/// removed as they are and never changed.
final class RulesResource implements Resource {

    static final int MOST_TEMPLATE_ID = 120;
    static final int MOST_ID = 200;

    private static final String WHAT = "rule";
    private static final String TEMPLATE = "template";

    /// What cannot be read is at no version that is known.
    private static final long NO_VERSION = 0;

    private final Accounts accounts;
    private final Rules rules;
    private final RuleSources sources;
    private final RuleReader reader;
    private final Offers offers;
    private final JobRunner runner;
    private final JobStarter starter;
    private final Supplier<String> newId;
    private final Clock clock;

    RulesResource(
            Accounts accounts,
            Rules rules,
            RuleSources sources,
            RuleReader reader,
            Offers offers,
            JobRunner runner,
            JobStarter starter,
            Supplier<String> newId,
            Clock clock) {
        this.accounts = accounts;
        this.rules = rules;
        this.sources = sources;
        this.reader = reader;
        this.offers = offers;
        this.runner = runner;
        this.starter = starter;
        this.newId = newId;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/rules", this::list),
                Route.post("/rules", this::create),
                Route.get("/rules/{id}", this::read),
                Route.put("/rules/{id}", this::update),
                Route.delete("/rules/{id}", this::remove),
                Route.post("/templates/{id}/apply-rules", this::apply));
    }

    private Answer list(Call call) {
        call.only(TEMPLATE, "limit", "cursor");
        Optional<TemplateId> template = call.query(TEMPLATE).map(RulesResource::template);
        Page<Rules.Stored> page =
                call.page((most, from) ->
                        template.map(id -> new Page<>(stored(rules.of(id)), null))
                                .orElseGet(() -> rules.all(most, from)));
        return Answer.ok(
                PageView.of(
                        new Page<>(reader.views(page.items()), page.next()), Function.identity()));
    }

    static TemplateId template(String text) {
        return TemplateId.parse(text)
                .orElseThrow(
                        () -> Problem.invalid(TEMPLATE, "is not an id of a template").refusal());
    }

    static List<Rules.Stored> stored(Rules.Of all) {
        return Stream.<Rules.Stored>concat(
                        all.rules().stream().map(Rules.Whole::new),
                        all.unreadable().stream().map(Rules.Unreadable::new))
                .toList();
    }

    private Answer read(Call call) {
        return shown(stored(call));
    }

    private Answer create(Call call) {
        Fields in = call.fields().ignoring("mapping");
        if (in.optionalText("id", MOST_ID).isPresent()) {
            in.wrong("id", "is made here; leave it out, or change the rule of that id by PUT");
        }
        Optional<TemplateId> template =
                in.needed(
                        TEMPLATE,
                        MOST_TEMPLATE_ID,
                        text ->
                                TemplateId.parse(text)
                                        .filter(id -> accounts.template(id).isPresent()),
                        "must be the id of a template");
        RuleBody body = RuleBody.of(in, sources::has);
        in.check();
        Optional<Rule> again = same(template.orElseThrow(), body);
        if (again.isPresent()) {
            return shown(new Rules.Whole(again.get()));
        }
        RuleId id = new RuleId(template.orElseThrow(), "r-" + newId.get());
        Rule rule = body.rule(id, clock.instant());
        if (!kept(rules::add, rule)) {
            throw Problem.changedMeanwhile().refusal();
        }
        return Answer.created(reader.view(new Rules.Whole(rule)), 1);
    }

    /// The rule that says the same, when somebody asks again who heard no answer.
    private Optional<Rule> same(TemplateId template, RuleBody body) {
        return rules.of(template).rules().stream()
                .filter(each -> !each.mapping())
                .filter(each -> each.saying(body.rule(each.id(), each.createdAt())).equals(each))
                .findFirst();
    }

    private Answer update(Call call) {
        Rules.Stored stored = stored(call);
        Rule was =
                stored.readable()
                        .orElseThrow(() ->
                                Problem.conflict(
                                                "This version cannot read the rule. Delete it and"
                                                        + " make it anew.")
                                        .refusal());
        if (was.mapping()) {
            throw Problem.conflict(
                            "It is a mapping, which is made with one click and never changed. Make"
                                    + " a rule beside it, then delete the mapping.")
                    .refusal();
        }
        Fields in = call.fields();
        in.fixed("id", was.id().toString());
        in.fixed(TEMPLATE, was.id().template().toString());
        in.fixed("mapping", "false");
        RuleBody body = RuleBody.of(in, sources::has, was);
        in.check();
        Rule is = was.saying(body.rule(was.id(), clock.instant()));
        if (!is.equals(was) && !kept(rules::replace, is)) {
            throw Problem.changedMeanwhile().refusal();
        }
        return shown(found(was.id()));
    }

    private Answer remove(Call call) {
        rules.remove(stored(call).id());
        return Answer.nothing();
    }

    /// Looks at everybody again whom the template's rules concern, after they were changed.
    private Answer apply(Call call) {
        TemplateId template = call.id("id", TEMPLATE, TemplateId::parse);
        call.expect(
                accounts.template(template)
                        .orElseThrow(() -> Problem.notFound(TEMPLATE).refusal())
                        .version());
        Fields in = call.fields();
        boolean gain = in.flag("gain").orElse(false);
        boolean lose = in.flag("lose").orElse(false);
        boolean quiet = in.flag("quiet").orElse(false);
        offers.refuseQuiet(template, quiet).ifPresent(why -> in.wrong("quiet", why));
        if (!gain && !lose) {
            in.wrong("gain", "or lose must be true: what is to be done");
        }
        in.check();
        ApplyRules.Order order = new ApplyRules.Order(template, gain, lose, quiet);
        return Answer.accepted(
                starter.start(call, (who, deadline) -> runner.applyRules(order, who, deadline)));
    }

    /// Whether a rule was kept; one that is refused for what it is says why.
    private boolean kept(Keeping how, Rule rule) {
        try {
            return how.keep(rule, sources::realm);
        } catch (IllegalArgumentException refused) {
            throw Problem.conflict(Objects.toString(refused.getMessage(), "")).refusal();
        }
    }

    /// How a rule is filed.
    interface Keeping {
        boolean keep(Rule rule, Function<SourceId, String> realmOf);
    }

    /// The rule that a call's path names, if it still is as the caller knows it.
    private Rules.Stored stored(Call call) {
        Rules.Stored stored = found(call.id("id", WHAT, RuleId::parse));
        call.expect(version(stored));
        return stored;
    }

    private Rules.Stored found(RuleId id) {
        return rules.look(id).orElseThrow(() -> Problem.notFound(WHAT).refusal());
    }

    private Answer shown(Rules.Stored stored) {
        return Answer.ok(reader.view(stored), version(stored));
    }

    private static long version(Rules.Stored stored) {
        return stored.readable().map(Rule::version).orElse(NO_VERSION);
    }
}
