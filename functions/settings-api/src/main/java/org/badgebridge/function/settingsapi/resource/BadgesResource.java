package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.award.Pusher;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.BadgeState;
import org.badgebridge.domain.badge.Decision;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Csv;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.BadgeView;
import org.badgebridge.function.settingsapi.view.DryRunView;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.jobs.JobRunner;
import org.badgebridge.listing.BadgeFilter;
import org.badgebridge.listing.BadgeFinder;
import org.badgebridge.port.Badges;
import org.badgebridge.port.Count;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Jobs.Job;
import org.badgebridge.port.Page;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What learners have been awarded, and how far settling it has come.
final class BadgesResource implements Resource {

    /// How far a dry run counts, and how many of what it found it shows.
    static final int MOST_COUNTED = 10_000;

    static final int SHOWN = 10;

    private static final String WHAT = "badge";

    private static final int MOST_REASON = 500;

    private final Badges badges;
    private final BadgeReader reader;
    private final BadgeFinder finder;
    private final Pusher pusher;
    private final JobRunner runner;
    private final JobStarter starter;

    BadgesResource(
            Badges badges,
            BadgeReader reader,
            Pusher pusher,
            JobRunner runner,
            JobStarter starter) {
        this.badges = badges;
        this.reader = reader;
        this.finder = reader.finder();
        this.pusher = pusher;
        this.runner = runner;
        this.starter = starter;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/badges", this::list),
                Route.post("/badges/retry", this::retryAll),
                Route.post("/badges/push", this::pushAll),
                Route.get("/badges/{id}", this::read),
                Route.post("/badges/{id}/retry", this::retry),
                Route.post("/badges/{id}/push", this::push),
                Route.post("/badges/{id}/revoke", call -> decide(call, Decision.REVOKE)),
                Route.post("/badges/{id}/reissue", call -> decide(call, Decision.REISSUE)),
                Route.post(
                        "/badges/{id}/follow-rules", call -> decide(call, Decision.FOLLOW_RULES)));
    }

    private Answer list(Call call) {
        BadgeFilter filter = call.filter(BadgeFilter.NAMES, BadgeFilter::of);
        Page<BadgeFinder.Found> page = call.page((most, from) -> finder.find(filter, most, from));
        PageView<BadgeView> views = PageView.of(page, BadgeView::of);
        return call.accepts(Csv.MEDIA_TYPE)
                ? columns().page(call, Route.BASE + "/badges", views.items(), views.next())
                : Answer.ok(views);
    }

    /// Without what names a person: a file goes further than a page does.
    private static Csv<BadgeView> columns() {
        return new Csv<BadgeView>()
                .with("id", BadgeView::id)
                .with("state", BadgeView::state)
                .with("reason_code", BadgeView::reasonCode)
                .with("reason", BadgeView::reason)
                .with("wanted", BadgeView::wanted)
                .with("decided", BadgeView::decided)
                .with("learner_id", BadgeView::learnerId)
                .with("template_id", BadgeView::templateId)
                .with("template_name", BadgeView::templateName)
                .with("connection_id", BadgeView::connectionId)
                .with("source", BadgeView::source)
                .with("course_id", view -> view.course() == null ? null : view.course().id())
                .with("certificate_id", BadgeView::certificateId)
                .with("provider_badge_id", BadgeView::providerBadgeId)
                .with("provider_state", BadgeView::providerState)
                .with("badge_url", BadgeView::badgeUrl)
                .with("issued_at", BadgeView::issuedAt)
                .with("expires_at", BadgeView::expiresAt)
                .with("next_attempt_at", BadgeView::nextAttemptAt)
                .with("created_at", BadgeView::createdAt)
                .with("updated_at", BadgeView::updatedAt);
    }

    private Answer read(Call call) {
        return shown(badge(call));
    }

    private Answer retry(Call call) {
        Badge badge = badge(call);
        BadgeState.Seen seen = finder.see(badge).seen();
        String reason = seen.reason() == null ? "" : seen.reason();
        switch (seen.state()) {
            case FAILED, RETRYING, UNSURE, UNPUBLISHED, QUEUED, REVOKING -> {}
            case HELD -> throw Problem.conflict("It is held. " + reason).refusal();
            case ISSUING -> throw Problem.conflict("It is being issued just now.").refusal();
            case ISSUED, REVOKED ->
                    throw Problem.conflict(
                                    "There is nothing to retry: it is %s. %s"
                                            .formatted(seen.state().word(), reason)
                                            .strip())
                            .refusal();
        }
        if (!pusher.retry(badge.id(), call.who())) {
            throw Problem.notFound(WHAT).refusal();
        }
        return shown(found(call));
    }

    private Answer push(Call call) {
        Badge badge = badge(call);
        BadgeState state = finder.see(badge).seen().state();
        if (!state.pushable()) {
            throw Problem.conflict("There is nothing to push: it is %s.".formatted(state.word()))
                    .refusal();
        }
        if (!pusher.push(badge.id(), call.who())) {
            throw Problem.notFound(WHAT).refusal();
        }
        return shown(found(call));
    }

    private Answer decide(Call call, Decision decision) {
        Badge badge = badge(call);
        Fields in = call.fields();
        String reason =
                decision == Decision.REVOKE
                        ? in.text("reason", MOST_REASON)
                        : in.optionalText("reason", MOST_REASON).orElse(null);
        in.check();
        return switch (pusher.decide(decision, badge.id(), call.who(), reason)) {
            case Pusher.Decided.Done() -> shown(found(call));
            case Pusher.Decided.Refused(String objection) ->
                    throw Problem.conflict(objection).refusal();
            case Pusher.Decided.NoBadge() -> throw Problem.notFound(WHAT).refusal();
        };
    }

    private Answer retryAll(Call call) {
        return bulk(call, BadgeState::retryable, "retried", runner::retry, runner::retry);
    }

    private Answer pushAll(Call call) {
        return bulk(call, BadgeState::pushable, "pushed", runner::pushBadges, runner::pushBadges);
    }

    /// How a job is started for those, or for all of a filter.
    private interface Starting<T> {
        Job start(T which, String who, Deadline deadline);
    }

    private Answer bulk(
            Call call,
            Predicate<BadgeState> sense,
            String done,
            Starting<List<BadgeId>> those,
            Starting<BadgeFilter> all) {
        Fields in = call.fields();
        Chosen<BadgeId, BadgeFilter> chosen =
                Chosen.of(in, WHAT, BadgeId::parse, BadgeFilter.NAMES, BadgeFilter::of);
        boolean dryRun = in.flag("dry_run").orElse(false);
        in.check();
        return switch (chosen) {
            case Chosen.Those<BadgeId, BadgeFilter>(var ids) ->
                    dryRun
                            ? Answer.ok(dryRun(ids, sense))
                            : started(call, (who, deadline) -> those.start(ids, who, deadline));
            case Chosen.All<BadgeId, BadgeFilter>(var asked) -> {
                BadgeFilter filter = meant(asked, sense, done);
                yield dryRun
                        ? Answer.ok(dryRun(filter))
                        : started(call, (who, deadline) -> all.start(filter, who, deadline));
            }
        };
    }

    private Answer started(Call call, JobStarter.Start start) {
        return Answer.accepted(starter.start(call, start));
    }

    private static BadgeFilter meant(BadgeFilter asked, Predicate<BadgeState> sense, String done) {
        return asked.within(sense)
                .orElseThrow(() ->
                        Problem.invalid(
                                        "filter.state",
                                        "with this reason, must be of those that can be %s: %s"
                                                .formatted(done, words(sense)))
                                .refusal());
    }

    private static String words(Predicate<BadgeState> sense) {
        return Arrays.stream(BadgeState.values())
                .filter(sense)
                .map(BadgeState::word)
                .collect(Collectors.joining(", "));
    }

    private DryRunView<BadgeView> dryRun(List<BadgeId> ids, Predicate<BadgeState> sense) {
        List<BadgeFinder.Found> meant =
                finder.see(ids).stream().filter(each -> sense.test(each.seen().state())).toList();
        return DryRunView.of(
                new Count(meant.size(), false),
                meant.stream().limit(SHOWN).map(BadgeView::of).toList());
    }

    private DryRunView<BadgeView> dryRun(BadgeFilter filter) {
        return DryRunView.of(
                finder.count(filter, MOST_COUNTED),
                finder.find(filter, SHOWN, Page.Cursor.START).items().stream()
                        .map(BadgeView::of)
                        .toList());
    }

    /// The badge that a call is about, as the caller knows it.
    private Badge badge(Call call) {
        Badge badge = found(call);
        call.expect(badge.version());
        return badge;
    }

    private Badge found(Call call) {
        return badges.find(call.id("id", WHAT, BadgeId::parse))
                .orElseThrow(() -> Problem.notFound(WHAT).refusal());
    }

    private Answer shown(Badge badge) {
        return Answer.ok(reader.withHistory(badge), badge.version());
    }
}
