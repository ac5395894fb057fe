package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.HeardEventView;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.jobs.JobRunner;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.HeardEvents;
import org.badgebridge.port.HeardEvents.Kept;
import org.badgebridge.port.Page;

import java.util.List;

/// How true what we know of a connection is: reading it back, and what could not be applied.
final class ReconcileResource implements Resource {

    private final Accounts accounts;
    private final HeardEvents events;
    private final JobRunner runner;
    private final JobStarter starter;

    ReconcileResource(Accounts accounts, HeardEvents events, JobRunner runner, JobStarter starter) {
        this.accounts = accounts;
        this.events = events;
        this.runner = runner;
        this.starter = starter;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/connections/{id}/reconcile", this::reconcile),
                Route.get("/connections/{id}/events", this::events));
    }

    private Answer reconcile(Call call) {
        Connection connection = connection(call);
        if (!connection.enabled()) {
            throw Problem.conflict("The connection is disabled. Enable it first.").refusal();
        }
        return Answer.accepted(
                starter.start(
                        call, (who, deadline) -> runner.reconcile(connection.id(), who, deadline)));
    }

    private Answer events(Call call) {
        call.only("limit", "cursor");
        Connection connection = connection(call);
        Page<Kept> page = call.page((most, from) -> events.of(connection.id(), most, from));
        return Answer.ok(PageView.of(page, HeardEventView::of));
    }

    private Connection connection(Call call) {
        return accounts.connection(call.id("id", "connection", Ids::connection))
                .orElseThrow(() -> Problem.notFound("connection").refusal());
    }
}
