package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.award.Pusher;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.BadgeState;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.BadgeView;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.jobs.JobRunner;
import org.badgebridge.port.Badges;
import org.badgebridge.port.Page;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What learners have been awarded, and how far settling it has come.
final class BadgesResource implements Resource {

    static final int MOST_IDS = 500;

    private static final String WHAT = "badge";

    private final Badges badges;
    private final BadgeReader reader;
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
        this.pusher = pusher;
        this.runner = runner;
        this.starter = starter;
    }

    /// What a list is narrowed down to.
    private record Filter(
            @Nullable BadgeState state,
            @Nullable ConnectionId connection,
            @Nullable TemplateId template) {

        boolean mayTake(Badge badge) {
            return (connection == null || badge.id().template().connection().equals(connection))
                    && (template == null || badge.id().template().equals(template));
        }

        boolean takes(BadgeView view) {
            return state == null || view.state().equals(state.word());
        }
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/badges", this::list),
                Route.post("/badges/retry", this::retryAll),
                Route.get("/badges/{id}", this::read),
                Route.post("/badges/{id}/retry", this::retry));
    }

    private Answer list(Call call) {
        call.only("state", "connection", "template", "learner", "limit", "cursor");
        Filter filter =
                new Filter(
                        asked(call, "state", BadgesResource::state),
                        asked(call, "connection", Ids::connection),
                        asked(call, "template", TemplateId::parse));
        LearnerId learner = asked(call, "learner", LearnerId::parse);
        if (learner != null) {
            return Answer.ok(PageView.all(filtered(badges.ofLearner(learner).reversed(), filter)));
        }
        Page<Badge> page = call.page(badges::list);
        return Answer.ok(
                PageView.of(
                        new Page<>(filtered(page.items(), filter), page.next()),
                        Function.identity()));
    }

    private List<BadgeView> filtered(List<Badge> all, Filter filter) {
        return reader.views(all.stream().filter(filter::mayTake).toList()).stream()
                .filter(filter::takes)
                .toList();
    }

    private static <T> @Nullable T asked(
            Call call, String name, Function<String, Optional<T>> parse) {
        Optional<String> text = call.query(name);
        return text.isEmpty()
                ? null
                : text.flatMap(parse)
                        .orElseThrow(() ->
                                Problem.invalid(
                                                name,
                                                name.equals("state")
                                                        ? "must be one of " + states()
                                                        : "is not an id of a " + name)
                                        .refusal());
    }

    private static Optional<BadgeState> state(String word) {
        return Arrays.stream(BadgeState.values()).filter(s -> s.word().equals(word)).findFirst();
    }

    private static String states() {
        return String.join(", ", Arrays.stream(BadgeState.values()).map(BadgeState::word).toList());
    }

    private Answer read(Call call) {
        return Answer.ok(reader.withHistory(badge(call)));
    }

    private Answer retry(Call call) {
        Badge badge = badge(call);
        BadgeState.Seen seen = BadgeReader.seen(badges.situation(badge.id()));
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
        return Answer.ok(reader.withHistory(badge(call)));
    }

    private Answer retryAll(Call call) {
        Fields in = call.fields();
        List<BadgeId> ids = ids(in, BadgeId::parse, WHAT);
        in.check();
        return Answer.accepted(
                starter.start(call, (who, deadline) -> runner.retry(ids, who, deadline)));
    }

    /// The ids in the field `ids`; each that is none is named.
    static <T> List<T> ids(Fields in, Function<String, Optional<T>> parse, String what) {
        List<String> texts = in.texts("ids", MOST_IDS);
        List<T> ids = texts.stream().map(parse).flatMap(Optional::stream).toList();
        for (int i = 0; i < texts.size(); i++) {
            if (parse.apply(texts.get(i)).isEmpty()) {
                in.wrong("ids[%d]".formatted(i), "is not an id of a " + what);
            }
        }
        return ids;
    }

    private Badge badge(Call call) {
        return badges.find(call.id("id", WHAT, BadgeId::parse))
                .orElseThrow(() -> Problem.notFound(WHAT).refusal());
    }
}
