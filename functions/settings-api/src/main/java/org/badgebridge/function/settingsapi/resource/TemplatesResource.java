package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.JobView;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.function.settingsapi.view.RuleView;
import org.badgebridge.function.settingsapi.view.TemplateView;
import org.badgebridge.function.settingsapi.view.WaitingView;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Providers;
import org.badgebridge.port.Rules;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// Badge definitions of providers, with our own switch on each.
final class TemplatesResource implements Resource {

    private static final String WHAT = "template";

    /// Of so many rules it is told why they cannot be met.
    private static final int MOST_TOLD = 3;

    private final Accounts accounts;
    private final TemplateChoices choices;
    private final Rules rules;
    private final RuleReader reader;
    private final WaitingBadges waiting;
    private final Clock clock;

    TemplatesResource(
            Accounts accounts,
            Providers providers,
            Rules rules,
            RuleReader reader,
            WaitingBadges waiting,
            Clock clock) {
        this.accounts = accounts;
        this.choices = new TemplateChoices(new Offers(accounts, providers));
        this.rules = rules;
        this.reader = reader;
        this.waiting = waiting;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/templates", this::list),
                Route.get("/templates/{id}", this::read),
                Route.put("/templates/{id}", this::update),
                Route.post("/templates/{id}/activate", this::activate),
                Route.post("/templates/{id}/deactivate", this::deactivate));
    }

    private Answer list(Call call) {
        call.only("connection");
        Optional<String> asked = call.query("connection");
        List<ConnectionId> connections =
                asked.isPresent()
                        ? List.of(
                                asked.flatMap(Ids::connection)
                                        .flatMap(accounts::connection)
                                        .map(Connection::id)
                                        .orElseThrow(() ->
                                                Problem.invalid(
                                                                "connection",
                                                                "there is no such connection")
                                                        .refusal()))
                        : accounts.connections().stream().map(Connection::id).toList();
        return Answer.ok(
                PageView.all(
                        connections.stream()
                                .flatMap(id -> accounts.templates(id).stream())
                                .map(TemplateView::of)
                                .toList()));
    }

    private Answer read(Call call) {
        Template template = template(call);
        return Answer.ok(
                TemplateView.of(template, rulesOf(template), waitingFor(template), null),
                template.version());
    }

    private Answer update(Call call) {
        Template was = template(call);
        Fields in =
                call.fields()
                        .ignoring(
                                "name",
                                "description",
                                "image_url",
                                "state",
                                "allows_duplicates",
                                "attributes",
                                "rules",
                                "waiting",
                                "created_at",
                                "updated_at");
        in.fixed("id", was.id().toString());
        in.fixed("connection", was.id().connection().value());
        in.fixed("provider_template_id", was.id().providerId());
        in.fixed("active", Boolean.toString(was.active()));
        Template.Choices chosen = choices.read(in, was);
        in.check();
        Template is = was.choosing(chosen, clock.instant());
        long version = stored(was, is);
        return Answer.ok(TemplateView.of(is, rulesOf(is), waitingFor(is), null), version);
    }

    private Answer activate(Call call) {
        Template was = template(call);
        if (was.state() != Template.State.ACTIVE) {
            throw Problem.conflict(
                            "At the provider the template is %s. Make it active there, then sync the connection."
                                    .formatted(was.state().name().toLowerCase(Locale.ROOT)))
                    .refusal();
        }
        int count = rulesThatCanBeMet(was);
        Template is = was.active() ? was : was.switched(true, clock.instant());
        long version = stored(was, is);
        WaitingView waits = waitingFor(is);
        // On repetition too: the first time we may have stopped before the job.
        JobView job = waiting.release(is.id().connection(), is.id(), call);
        return Answer.ok(TemplateView.of(is, count, waits, job), version);
    }

    private Answer deactivate(Call call) {
        Template was = template(call);
        Template is = was.active() ? was.switched(false, clock.instant()) : was;
        long version = stored(was, is);
        return Answer.ok(TemplateView.of(is, rulesOf(is), waitingFor(is), null), version);
    }

    /// At which version the template is then.
    private long stored(Template was, Template is) {
        if (is.equals(was)) {
            return was.version();
        }
        if (!accounts.store(is)) {
            throw Problem.changedMeanwhile().refusal();
        }
        return was.version() + 1;
    }

    /// Refuses a template that nobody could ever earn.
    private int rulesThatCanBeMet(Template template) {
        List<RuleView> all = reader.views(RulesResource.stored(rules.of(template.id())));
        if (all.isEmpty()) {
            throw Problem.conflict(
                            "No rule earns the template yet. Map a course to it, or build a rule"
                                    + " for it, first.")
                    .refusal();
        }
        if (all.stream().noneMatch(each -> each.trouble() == null)) {
            throw Problem.conflict(
                            "Nobody could ever earn the template. "
                                    + all.stream()
                                            .limit(MOST_TOLD)
                                            .map(TemplatesResource::told)
                                            .collect(Collectors.joining(" ")))
                    .refusal();
        }
        return rulesOf(template);
    }

    private static String told(RuleView rule) {
        return "Rule %s: %s"
                .formatted(Objects.requireNonNullElse(rule.name(), rule.id()), rule.trouble());
    }

    private int rulesOf(Template template) {
        return rules.of(template.id()).rules().size();
    }

    private WaitingView waitingFor(Template template) {
        return waiting.count(template.id().connection(), template.id());
    }

    private Template template(Call call) {
        Template template =
                accounts.template(call.id("id", WHAT, TemplateId::parse))
                        .orElseThrow(() -> Problem.notFound(WHAT).refusal());
        call.expect(template.version());
        return template;
    }
}
