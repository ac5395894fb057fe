package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.Wanted;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.rule.MatchKey;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.CertificateView;
import org.badgebridge.function.settingsapi.view.DryRunView;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.jobs.JobRunner;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Badges;
import org.badgebridge.port.Page;
import org.badgebridge.port.Rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What platforms told of learners' certificates.
final class CertificatesResource implements Resource {

    private static final String WHAT = "certificate";

    private final Awards awards;
    private final Badges badges;
    private final Rules rules;
    private final BadgeReader reader;
    private final JobRunner runner;
    private final JobStarter starter;

    CertificatesResource(
            Awards awards,
            Badges badges,
            Rules rules,
            BadgeReader reader,
            JobRunner runner,
            JobStarter starter) {
        this.awards = awards;
        this.badges = badges;
        this.rules = rules;
        this.reader = reader;
        this.runner = runner;
        this.starter = starter;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/certificates", this::list),
                Route.post("/certificates/push", this::pushAll),
                Route.get("/certificates/{id}", this::read),
                Route.post("/certificates/{id}/push", this::push));
    }

    private Answer list(Call call) {
        call.only("limit", "cursor");
        Page<Certificate> page = call.page(awards::listCertificates);
        return Answer.ok(PageView.of(page, CertificateView::of));
    }

    private Answer read(Call call) {
        Certificate certificate = certificate(call);
        List<Badge> resting =
                badges.ofLearner(certificate.id().learner()).stream()
                        .filter(badge -> restsOn(badge, certificate.id()))
                        .toList();
        return Answer.ok(CertificateView.of(certificate, reader.views(resting)));
    }

    private static boolean restsOn(Badge badge, CertificateId certificate) {
        Wanted.Terms terms = badge.wanted().terms();
        return terms != null && terms.certificate().equals(certificate);
    }

    private Answer push(Call call) {
        Certificate certificate = certificate(call);
        if (!certificate.held()) {
            throw Problem.conflict("The certificate was taken back.").refusal();
        }
        return Answer.accepted(
                starter.start(
                        call,
                        (who, deadline) -> runner.push(List.of(certificate.id()), who, deadline)));
    }

    private Answer pushAll(Call call) {
        Fields in = call.fields();
        List<CertificateId> ids = BadgesResource.ids(in, CertificateId::parse, WHAT);
        boolean dryRun = in.flag("dry_run").orElse(false);
        in.check();
        if (dryRun) {
            return Answer.ok(new DryRunView(true, ids.stream().map(this::line).toList()));
        }
        return Answer.accepted(
                starter.start(call, (who, deadline) -> runner.push(ids, who, deadline)));
    }

    private DryRunView.Line line(CertificateId id) {
        Optional<Certificate> certificate = awards.certificate(id);
        if (certificate.isEmpty()) {
            return new DryRunView.Line(id.toString(), "unknown", List.of());
        }
        if (!certificate.get().held()) {
            return new DryRunView.Line(id.toString(), "not_held", List.of());
        }
        List<String> templates =
                rules.matching(keys(certificate.get())).stream()
                        .map(Object::toString)
                        .sorted()
                        .toList();
        return new DryRunView.Line(
                id.toString(), templates.isEmpty() ? "earns_nothing" : "push", templates);
    }

    /// Where the rules that may concern it are filed.
    private static List<MatchKey> keys(Certificate certificate) {
        EventType type =
                certificate.id().isCertificate()
                        ? EventType.CERTIFICATE_ISSUED
                        : EventType.COURSE_PASSED;
        Course course = certificate.course();
        List<MatchKey> keys = new ArrayList<>();
        for (String realm : List.of(certificate.realm(), MatchKey.ANY)) {
            keys.add(new MatchKey(realm, type, MatchKey.ANY));
            if (course != null) {
                keys.add(new MatchKey(realm, type, course.id()));
                keys.add(new MatchKey(realm, type, course.family()));
            }
        }
        return keys.stream().distinct().toList();
    }

    private Certificate certificate(Call call) {
        return awards.certificate(call.id("id", WHAT, CertificateId::parse))
                .orElseThrow(() -> Problem.notFound(WHAT).refusal());
    }
}
