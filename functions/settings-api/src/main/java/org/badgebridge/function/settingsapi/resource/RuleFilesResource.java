package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.rule.Requirement;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.RuleFileView;
import org.badgebridge.function.settingsapi.view.RuleImportView;
import org.badgebridge.function.settingsapi.view.RuleImportView.ItemView;
import org.badgebridge.function.settingsapi.view.RuleImportView.Verdict;
import org.badgebridge.function.settingsapi.view.RuleView;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Page;
import org.badgebridge.port.Rules;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Takes rules along, from one installation to another, or as a copy. Their ids go with them, so
/// that what is brought twice is there once.
record RuleFilesResource(
        Accounts accounts, Rules rules, RuleSources sources, RuleReader reader, Clock clock)
        implements Resource {

    private static final int VERSION = 1;
    private static final int A_PAGE = 200;
    private static final int MOST_TAKEN_ALONG = 2000;
    private static final int MOST_BROUGHT = 200;

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/rules/export", this::takeAlong),
                Route.post("/rules/import", this::bring).alwaysTold());
    }

    // ---- Export ---------------------------------------------------------------------------------

    private Answer takeAlong(Call call) {
        call.only("template");
        List<Rules.Stored> all =
                call.query("template")
                        .map(RulesResource::template)
                        .map(id -> RulesResource.stored(rules.of(id)))
                        .orElseGet(this::all);
        List<RuleView> readable =
                reader.views(all.stream().filter(each -> each.readable().isPresent()).toList());
        return Answer.ok(new RuleFileView(VERSION, readable));
    }

    private List<Rules.Stored> all() {
        List<Rules.Stored> all = new ArrayList<>();
        Page.Cursor from = Page.Cursor.START;
        while (from != null) {
            Page<Rules.Stored> page = rules.all(A_PAGE, from);
            all.addAll(page.items());
            if (all.size() > MOST_TAKEN_ALONG) {
                throw Problem.conflict(
                                "There are more than %d rules. Ask for those of one template at a time."
                                        .formatted(MOST_TAKEN_ALONG))
                        .refusal();
            }
            from = page.next();
        }
        return all;
    }

    // ---- Import ---------------------------------------------------------------------------------

    private Answer bring(Call call) {
        Fields in = call.fields();
        if (in.number("version", 1, Integer.MAX_VALUE).orElse(VERSION) != VERSION) {
            in.wrong("version", "must be 1: the file is of a newer version");
        }
        List<Fields> brought = in.apart("rules", MOST_BROUGHT);
        boolean dryRun = in.flag("dry_run").orElse(false);
        in.check();
        Set<RuleId> ids = new HashSet<>();
        return Answer.ok(
                new RuleImportView(
                        brought.stream().map(each -> brought(each, ids, dryRun)).toList()));
    }

    private ItemView brought(Fields in, Set<RuleId> ids, boolean dryRun) {
        Optional<RuleId> id =
                in.needed(
                        "id",
                        RulesResource.MOST_ID,
                        RuleId::parse,
                        "must be connection.template.name");
        id.map(RuleId::template).map(TemplateId::toString).ifPresent(t -> in.fixed("template", t));
        boolean mapping = in.flag("mapping").orElse(false);
        RuleBody body = RuleBody.of(in, sources::has);
        List<Problem.FieldError> problems = in.problems();
        String name = id.map(RuleId::toString).orElse(null);
        if (!problems.isEmpty()) {
            return ItemView.refused(name, sentence(problems));
        }
        RuleId known = id.orElseThrow();
        if (!ids.add(known)) {
            return ItemView.refused(name, "It is brought twice.");
        }
        if (accounts.template(known.template()).isEmpty()) {
            return ItemView.refused(
                    name,
                    "There is no template %s. Sync its connection first."
                            .formatted(known.template()));
        }
        return kept(body.rule(known, clock.instant()), mapping, dryRun);
    }

    private static String sentence(List<Problem.FieldError> problems) {
        return problems.stream()
                .map(each -> "%s %s.".formatted(each.field(), each.message()))
                .collect(Collectors.joining(" "));
    }

    private ItemView kept(Rule brought, boolean mapping, boolean dryRun) {
        String id = brought.id().toString();
        Rules.Stored there = rules.look(brought.id()).orElse(null);
        if (there == null) {
            return mapping
                    ? asMapping(brought)
                            .map(rule -> added(rule, dryRun))
                            .orElseGet(() ->
                                    ItemView.refused(
                                            id,
                                            "It is no mapping, which has one requirement of a"
                                                    + " source and a course, and nothing else."))
                    : added(brought, dryRun);
        }
        Rule was = there.readable().orElse(null);
        if (was == null) {
            return ItemView.refused(
                    id, "This version cannot read the rule that is there. Delete it first.");
        }
        if (was.mapping() != mapping) {
            return ItemView.refused(
                    id, "A mapping stays one, and no other rule becomes one. Delete it first.");
        }
        Rule is = was.saying(brought);
        if (is.equals(was)) {
            return ItemView.taken(id, Verdict.SAME);
        }
        return was.mapping()
                ? ItemView.refused(id, "A mapping is never changed. Delete it first.")
                : changed(is, dryRun);
    }

    /// The mapping that says the same, if one does.
    private static Optional<Rule> asMapping(Rule rule) {
        Requirement first = rule.requirements().findFirst().orElse(null);
        if (first == null || first.source() == null || first.course() == null) {
            return Optional.empty();
        }
        Rule mapping =
                Rule.mapping(
                        rule.id(),
                        first.event(),
                        first.source(),
                        first.course(),
                        rule.since(),
                        rule.createdAt());
        return Optional.of(mapping).filter(each -> each.saying(rule).equals(each));
    }

    private ItemView added(Rule rule, boolean dryRun) {
        return stored(rule, Verdict.NEW, dryRun, rules::add);
    }

    private ItemView changed(Rule rule, boolean dryRun) {
        return stored(rule, Verdict.CHANGED, dryRun, rules::replace);
    }

    private ItemView stored(
            Rule rule, Verdict verdict, boolean dryRun, RulesResource.Keeping keeping) {
        String id = rule.id().toString();
        try {
            return dryRun || keeping.keep(rule, sources::realm)
                    ? ItemView.taken(id, verdict)
                    : ItemView.refused(id, "It was changed meanwhile. Bring it again.");
        } catch (IllegalArgumentException refused) {
            return ItemView.refused(id, Objects.toString(refused.getMessage(), ""));
        }
    }
}
