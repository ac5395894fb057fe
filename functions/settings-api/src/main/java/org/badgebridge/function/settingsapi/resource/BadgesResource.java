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
import org.badgebridge.port.Page;

import java.util.List;

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
            case FAILED, RETRYING, UNSURE, QUEUED, REVOKING -> {}
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
        if (!pusher.push(badge(call).id(), call.who())) {
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
        return bulk(
                call,
                chosen ->
                        switch (chosen) {
                            case Chosen.Those<BadgeId, BadgeFilter>(var ids) ->
                                    (who, deadline) -> runner.retry(ids, who, deadline);
                            case Chosen.All<BadgeId, BadgeFilter>(var filter) ->
                                    (who, deadline) -> runner.retry(filter, who, deadline);
                        });
    }

    private Answer pushAll(Call call) {
        return bulk(
                call,
                chosen ->
                        switch (chosen) {
                            case Chosen.Those<BadgeId, BadgeFilter>(var ids) ->
                                    (who, deadline) -> runner.pushBadges(ids, who, deadline);
                            case Chosen.All<BadgeId, BadgeFilter>(var filter) ->
                                    (who, deadline) -> runner.pushBadges(filter, who, deadline);
                        });
    }

    private interface Doing {
        JobStarter.Start with(Chosen<BadgeId, BadgeFilter> chosen);
    }

    private Answer bulk(Call call, Doing doing) {
        Fields in = call.fields();
        Chosen<BadgeId, BadgeFilter> chosen =
                Chosen.of(in, WHAT, BadgeId::parse, BadgeFilter.NAMES, BadgeFilter::of);
        boolean dryRun = in.flag("dry_run").orElse(false);
        in.check();
        return dryRun
                ? Answer.ok(dryRun(chosen))
                : Answer.accepted(starter.start(call, doing.with(chosen)));
    }

    private DryRunView<BadgeView> dryRun(Chosen<BadgeId, BadgeFilter> chosen) {
        return switch (chosen) {
            case Chosen.Those<BadgeId, BadgeFilter>(var ids) -> {
                List<Badge> all = List.copyOf(badges.find(ids).values());
                yield DryRunView.of(
                        new Count(all.size(), false),
                        reader.views(all.stream().limit(SHOWN).toList()));
            }
            case Chosen.All<BadgeId, BadgeFilter>(var filter) ->
                    DryRunView.of(
                            finder.count(filter, MOST_COUNTED),
                            finder.find(filter, SHOWN, Page.Cursor.START).items().stream()
                                    .map(BadgeView::of)
                                    .toList());
        };
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
