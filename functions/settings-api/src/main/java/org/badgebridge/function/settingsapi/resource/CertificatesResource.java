package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.batch.Batch;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.Wanted;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.rule.MatchKey;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.BadgeView;
import org.badgebridge.function.settingsapi.view.CertificateView;
import org.badgebridge.function.settingsapi.view.DryRunView;
import org.badgebridge.function.settingsapi.view.DryRunView.CertificateLine;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.jobs.JobRunner;
import org.badgebridge.listing.BadgeFinder;
import org.badgebridge.listing.CertificateFilter;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Badges;
import org.badgebridge.port.Count;
import org.badgebridge.port.Page;
import org.badgebridge.port.Rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

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
        CertificateFilter filter = call.filter(CertificateFilter.NAMES, CertificateFilter::of);
        Page<Certificate> page =
                call.page((most, from) -> awards.listCertificates(filter.query(), most, from));
        return Answer.ok(
                PageView.of(new Page<>(views(page.items()), page.next()), Function.identity()));
    }

    private Answer read(Call call) {
        Certificate certificate = certificate(call);
        return Answer.ok(views(List.of(certificate)).getFirst(), certificate.version());
    }

    /// Certificates with who holds them and what rests on them, in as few calls as can be.
    private List<CertificateView> views(List<Certificate> all) {
        List<LearnerId> ids = all.stream().map(each -> each.id().learner()).distinct().toList();
        Map<LearnerId, Learner> learners = awards.learners(ids);
        Map<CertificateId, List<BadgeView>> resting = new HashMap<>();
        for (BadgeFinder.Found found : reader.finder().see(badgesOf(ids))) {
            Wanted.Terms terms = found.badge().wanted().terms();
            if (terms != null) {
                resting.computeIfAbsent(terms.certificate(), _ -> new ArrayList<>())
                        .add(BadgeView.of(found));
            }
        }
        return all.stream()
                .map(each ->
                        CertificateView.of(
                                each,
                                learners.get(each.id().learner()),
                                resting.getOrDefault(each.id(), List.of())))
                .toList();
    }

    private List<Badge> badgesOf(List<LearnerId> learners) {
        Map<LearnerId, List<Badge>> found = new ConcurrentHashMap<>();
        Batch.failures(
                learners,
                learner -> found.put(learner, badges.ofLearner(learner)),
                (_, failure) -> {
                    throw new IllegalStateException("badges could not be read", failure);
                });
        return learners.stream()
                .flatMap(learner -> found.getOrDefault(learner, List.of()).stream())
                .toList();
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
        Chosen<CertificateId, CertificateFilter> chosen =
                Chosen.of(
                        in,
                        WHAT,
                        CertificateId::parse,
                        CertificateFilter.NAMES,
                        CertificateFilter::of);
        boolean dryRun = in.flag("dry_run").orElse(false);
        in.check();
        if (dryRun) {
            return Answer.ok(dryRun(chosen));
        }
        JobStarter.Start start =
                switch (chosen) {
                    case Chosen.Those<CertificateId, CertificateFilter>(var ids) ->
                            (who, deadline) -> runner.push(ids, who, deadline);
                    case Chosen.All<CertificateId, CertificateFilter>(var filter) ->
                            (who, deadline) -> runner.push(filter, who, deadline);
                };
        return Answer.accepted(starter.start(call, start));
    }

    private DryRunView<CertificateLine> dryRun(Chosen<CertificateId, CertificateFilter> chosen) {
        return switch (chosen) {
            case Chosen.Those<CertificateId, CertificateFilter>(var ids) ->
                    DryRunView.of(
                            new Count(ids.size(), false), ids.stream().map(this::line).toList());
            case Chosen.All<CertificateId, CertificateFilter>(var filter) ->
                    DryRunView.of(
                            awards.countCertificates(filter.query(), BadgesResource.MOST_COUNTED),
                            awards
                                    .listCertificates(
                                            filter.query(), BadgesResource.SHOWN, Page.Cursor.START)
                                    .items()
                                    .stream()
                                    .map(each -> line(each.id()))
                                    .toList());
        };
    }

    private CertificateLine line(CertificateId id) {
        Optional<Certificate> certificate = awards.certificate(id);
        if (certificate.isEmpty()) {
            return new CertificateLine(id.toString(), "unknown", List.of());
        }
        if (!certificate.get().held()) {
            return new CertificateLine(id.toString(), "not_held", List.of());
        }
        List<String> templates =
                rules.matching(keys(certificate.get())).stream()
                        .map(Object::toString)
                        .sorted()
                        .toList();
        return new CertificateLine(
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
        Certificate certificate =
                awards.certificate(call.id("id", WHAT, CertificateId::parse))
                        .orElseThrow(() -> Problem.notFound(WHAT).refusal());
        call.expect(certificate.version());
        return certificate;
    }
}
