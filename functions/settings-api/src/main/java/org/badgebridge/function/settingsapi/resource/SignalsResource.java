package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.badge.Signal;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.function.settingsapi.view.SignalView;
import org.badgebridge.port.Page;
import org.badgebridge.port.Signals;

import java.util.List;
import java.util.Optional;

/// What happened to badges lately, as it was published.
record SignalsResource(Signals signals) implements Resource {

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/signals", this::list));
    }

    private Answer list(Call call) {
        call.only("learner", "limit", "cursor");
        Optional<LearnerId> learner = call.query("learner").map(SignalsResource::learner);
        Page<Signal> page =
                learner.isPresent()
                        ? call.page((most, from) -> signals.ofLearner(learner.get(), most, from))
                        : call.page(signals::list);
        return Answer.ok(PageView.of(page, SignalView::of));
    }

    private static LearnerId learner(String text) {
        return LearnerId.parse(text)
                .orElseThrow(
                        () -> Problem.invalid("learner", "is not an id of a learner").refusal());
    }
}
