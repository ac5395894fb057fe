package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Rules;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;

/// Reads rules that are tried before they are kept. Thread-safe.
record RuleDrafts(Accounts accounts, Rules rules, RuleSources sources) {

    /// What a rule is called that is not there yet. Nobody has progress with it.
    private static final String NEW = "proposed";

    private static final String TEMPLATE = "template";

    /// A rule as it is to be; `was`: as it is. To be looked at when the fields were checked.
    record Draft(RuleId id, RuleBody body, @Nullable Rule was) {

        Rule rule(Instant now) {
            Rule rule = body.rule(id, now);
            return was == null ? rule : was.saying(rule);
        }
    }

    /// The rule that a field has; in the place of one that is there, when it names that one's id.
    Optional<Draft> draft(Fields in, String field) {
        return in.object(field).flatMap(this::draft);
    }

    private Optional<Draft> draft(Fields in) {
        in.ignoring("mapping");
        Optional<Rule> was = known(in, "id");
        if (was.isPresent()) {
            RuleId id = was.get().id();
            in.fixed(TEMPLATE, id.template().toString());
            return Optional.of(new Draft(id, RuleBody.of(in, sources::has, was.get()), was.get()));
        }
        Optional<TemplateId> template =
                in.needed(
                        TEMPLATE,
                        RulesResource.MOST_TEMPLATE_ID,
                        text ->
                                TemplateId.parse(text)
                                        .filter(id -> accounts.template(id).isPresent()),
                        "must be the id of a template");
        RuleBody body = RuleBody.of(in, sources::has);
        return template.map(id -> new Draft(new RuleId(id, NEW), body, null));
    }

    /// The rule that a field names.
    Optional<Rule> known(Fields in, String field) {
        return in.parsed(
                field,
                RulesResource.MOST_ID,
                text -> RuleId.parse(text).flatMap(rules::find),
                "must be the id of a rule that can be read");
    }
}
