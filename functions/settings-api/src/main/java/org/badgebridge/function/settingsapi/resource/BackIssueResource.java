package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.BackIssueView;
import org.badgebridge.jobs.BackIssue;
import org.badgebridge.jobs.JobRunner;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Badges;
import org.badgebridge.port.CertificateQuery;
import org.badgebridge.port.Page;
import org.badgebridge.port.Rules;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Badges for certificates that were there before their mapping.
record BackIssueResource(
        Rules rules,
        Awards awards,
        Badges badges,
        Offers offers,
        JobRunner runner,
        JobStarter starter)
        implements Resource {

    private static final int A_PAGE = 100;

    /// A count that takes longer is told as far as it came.
    private static final Duration ENOUGH_FOR_A_PAGE = Duration.ofSeconds(20);

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/mappings/{id}/back-issue", this::start));
    }

    private Answer start(Call call) {
        Rule mapping = MappingsResource.of(call, rules);
        Fields in = call.fields();
        BackIssue.Order order =
                new BackIssue.Order(
                        mapping.id(),
                        in.time("since").orElse(null),
                        in.flag("quiet").orElse(false));
        boolean dryRun = in.flag("dry_run").orElse(false);
        offers.refuseQuiet(mapping.id().template(), order.quiet())
                .ifPresent(why -> in.wrong("quiet", why));
        in.check();
        return dryRun
                ? Answer.ok(counted(order, mapping, call))
                : Answer.accepted(
                        starter.start(
                                call, (who, deadline) -> runner.backIssue(order, who, deadline)));
    }

    /// Learners who would get the badge, and who have one already, whatever became of it.
    private BackIssueView counted(BackIssue.Order order, Rule mapping, Call call) {
        CertificateQuery candidates =
                BackIssue.Order.candidates(mapping)
                        .orElseThrow(() -> Problem.conflict("It names no course.").refusal());
        long count = 0;
        long have = 0;
        Page.Cursor from = Page.Cursor.START;
        while (from != null && call.deadline().allows(ENOUGH_FOR_A_PAGE)) {
            Page<Certificate> page = awards.listCertificates(candidates, A_PAGE, from);
            Set<BadgeId> ids =
                    page.items().stream()
                            .filter(certificate -> order.takes(mapping, certificate))
                            .map(each -> new BadgeId(each.id().learner(), mapping.id().template()))
                            .collect(Collectors.toSet());
            int there = badges.find(ids).size();
            have += there;
            count += ids.size() - there;
            from = page.next();
        }
        return new BackIssueView(true, count, have, from != null);
    }
}
