package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.ProblemException;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Awards;
import org.badgebridge.port.BadgeQuery;
import org.badgebridge.port.Badges;
import org.badgebridge.port.CertificateQuery;
import org.badgebridge.port.Count;
import org.badgebridge.port.Courses;
import org.badgebridge.port.Deliveries;
import org.badgebridge.port.Page;
import org.badgebridge.port.Rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Refuses to remove what is needed, and says by what and what to do instead. Badges and
/// certificates are never removed, so what they came by stays too. Thread-safe.
record InUse(
        Accounts accounts,
        Rules rules,
        Badges badges,
        Awards awards,
        Courses courses,
        Deliveries deliveries) {

    private static final int MOST_COUNTED = 1000;
    private static final int RULES_A_PAGE = 100;

    /// Each with its body.
    private static final int MOST_HELD = 100;

    void refuseIfUsed(Connection connection) {
        List<Template> templates = accounts.templates(connection.id());
        List<Rule> earning =
                templates.stream().flatMap(each -> rules.of(each.id()).rules().stream()).toList();
        Count issued = badgesOf(templates);
        if (issued.count() > 0) {
            throw refusal(
                    earning,
                    counted(issued, "badge"),
                    "Badges stay, and so must their connection: disable it instead.");
        }
        if (!earning.isEmpty()) {
            throw refusal(earning, "", "Remove the rules first, or disable the connection.");
        }
    }

    private Count badgesOf(List<Template> templates) {
        long count = 0;
        for (Template template : templates) {
            Count more = badges.count(BadgeQuery.of(template.id()), (int) (MOST_COUNTED - count));
            count += more.count();
            if (more.more()) {
                return new Count(count, true);
            }
        }
        return new Count(count, false);
    }

    void refuseIfUsed(Source source) {
        List<Rule> naming = naming(source);
        Count told =
                awards.countCertificates(
                        new CertificateQuery(source.id(), null, null, null, null), MOST_COUNTED);
        // Where counting stopped at none, the courses of certificates tell.
        if (told.count() > 0 || (told.more() && toldOfCourses(source))) {
            throw refusal(
                    naming,
                    told.count() > 0 ? counted(told, "certificate") : "older certificates",
                    "Certificates stay, and so must their source: end its secrets instead, and"
                            + " nothing of it is accepted any more.");
        }
        if (!naming.isEmpty()) {
            throw refusal(naming, "", "Remove the rules first.");
        }
        Count held = held(source);
        if (held.count() > 0) {
            throw refusal(
                    naming,
                    counted(held, "held delivery", "held deliveries"),
                    "Let them through or discard them first.");
        }
    }

    private Count held(Source source) {
        int count = 0;
        Page.Cursor from = Page.Cursor.START;
        while (from != null && count < MOST_HELD) {
            Page<Deliveries.Verdict> page = deliveries.putAside(source.id(), MOST_HELD, from);
            count +=
                    (int)
                            page.items().stream()
                                    .filter(each -> each.kind() == Deliveries.Kind.HELD)
                                    .count();
            from = page.next();
        }
        return new Count(count, from != null);
    }

    private boolean toldOfCourses(Source source) {
        return !courses.list(source.id(), "", 1, Page.Cursor.START).items().isEmpty();
    }

    private List<Rule> naming(Source source) {
        List<Rule> naming = new ArrayList<>();
        Page.Cursor from = Page.Cursor.START;
        while (from != null) {
            Page<Rules.Stored> page = rules.all(RULES_A_PAGE, from);
            page.items().stream()
                    .flatMap(each -> each.readable().stream())
                    .filter(rule -> names(rule, source))
                    .forEach(naming::add);
            from = page.next();
        }
        return naming;
    }

    private static boolean names(Rule rule, Source source) {
        return Stream.concat(
                        rule.requirements().map(r -> Optional.ofNullable(r.source())),
                        rule.penalties().stream().map(p -> Optional.ofNullable(p.source())))
                .flatMap(Optional::stream)
                .anyMatch(source.id()::equals);
    }

    private ProblemException refusal(List<Rule> by, String andBy, String remedy) {
        List<String> uses = new ArrayList<>();
        if (!by.isEmpty()) {
            TemplateId template = by.getFirst().id().template();
            uses.add(
                    "%s (%s the template %s)"
                            .formatted(
                                    counted(new Count(by.size(), false), "rule"),
                                    by.size() == 1 ? "for" : "one for",
                                    accounts.template(template)
                                            .map(Template::name)
                                            .orElseGet(template::toString)));
        }
        if (!andBy.isEmpty()) {
            uses.add(andBy);
        }
        return Problem.inUse("By %s. %s".formatted(String.join(" and ", uses), remedy)).refusal();
    }

    private static String counted(Count count, String noun) {
        return counted(count, noun, noun + "s");
    }

    private static String counted(Count count, String one, String several) {
        return "%d%s %s"
                .formatted(
                        count.count(),
                        count.more() ? " or more" : "",
                        count.count() == 1 && !count.more() ? one : several);
    }
}
