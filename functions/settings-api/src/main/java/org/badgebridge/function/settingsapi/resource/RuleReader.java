package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.Trouble;
import org.badgebridge.function.settingsapi.view.RuleView;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Rules;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Shows rules, with what they are called and what is wrong with them. Thread-safe.
record RuleReader(Accounts accounts) {

    /// In the order given; what they name is read once for all.
    List<RuleView> views(List<? extends Rules.Stored> all) {
        Map<TemplateId, String> names =
                names(all.stream().map(each -> each.id().template()).distinct().toList());
        Map<SourceId, String> realms = realms();
        return all.stream()
                .map(each -> {
                    String name = names.get(each.id().template());
                    return switch (each) {
                        case Rules.Whole(Rule rule) ->
                                RuleView.of(rule, name, trouble(rule, realms));
                        case Rules.Unreadable(var id) -> RuleView.unreadable(id, name);
                    };
                })
                .toList();
    }

    RuleView view(Rules.Stored rule) {
        return views(List.of(rule)).getFirst();
    }

    /// What templates are called, of those that are there.
    Map<TemplateId, String> names(List<TemplateId> templates) {
        try (SideBySide reads = new SideBySide()) {
            return reads.each(templates, accounts::template).get().stream()
                    .flatMap(Optional::stream)
                    .collect(Collectors.toMap(Template::id, Template::name));
        }
    }

    private static @Nullable String trouble(Rule rule, Map<SourceId, String> realms) {
        return Trouble.of(rule, id -> Optional.ofNullable(realms.get(id))).orElse(null);
    }

    private Map<SourceId, String> realms() {
        return accounts.sources().stream().collect(Collectors.toMap(Source::id, Source::realm));
    }
}
