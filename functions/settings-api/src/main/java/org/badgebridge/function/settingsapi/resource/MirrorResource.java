package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.adapter.provider.AllowedOrigins;
import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionId;
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

/// How true what we know of a connection is: reading its templates and badges back, and what its
/// provider said that could not be applied.
final class MirrorResource implements Resource {

    private final Accounts accounts;
    private final Shelf<ConnectionId, Connection> connections;
    private final HeardEvents events;
    private final AllowedOrigins allowed;
    private final JobRunner runner;
    private final JobStarter starter;

    MirrorResource(
            Accounts accounts,
            HeardEvents events,
            AllowedOrigins allowed,
            JobRunner runner,
            JobStarter starter) {
        this.accounts = accounts;
        this.connections = Shelf.connections(accounts);
        this.events = events;
        this.allowed = allowed;
        this.runner = runner;
        this.starter = starter;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/connections/{id}/sync", this::sync),
                Route.post("/connections/sync", this::syncAll),
                Route.post("/connections/{id}/reconcile", this::reconcile),
                Route.post("/connections/reconcile", this::reconcileAll),
                Route.get("/connections/{id}/events", this::events));
    }

    private Answer sync(Call call) {
        Connection connection = callable(call);
        return Answer.accepted(starter.start(call, syncing(connection)));
    }

    /// One that may not be called has a job that says so.
    private Answer syncAll(Call call) {
        return Answer.accepted(
                PageView.all(
                        starter.start(
                                call,
                                accounts.connections().stream().map(this::syncing).toList())));
    }

    private JobStarter.Start syncing(Connection connection) {
        return (who, deadline) -> runner.sync(connection.id(), who, deadline);
    }

    private Answer reconcile(Call call) {
        Connection connection = callable(call);
        if (!connection.enabled()) {
            throw Problem.conflict("The connection is disabled. Enable it first.").refusal();
        }
        return Answer.accepted(
                starter.startReading(call, List.of(reconciling(connection))).getFirst());
    }

    /// Those that are enabled.
    private Answer reconcileAll(Call call) {
        return Answer.accepted(
                PageView.all(
                        starter.startReading(
                                call,
                                accounts.connections().stream()
                                        .filter(Connection::enabled)
                                        .map(this::reconciling)
                                        .toList())));
    }

    private JobStarter.Start reconciling(Connection connection) {
        return (who, deadline) -> runner.reconcile(connection.id(), who, deadline);
    }

    private Answer events(Call call) {
        call.only("limit", "cursor");
        Connection connection = connections.of(call);
        Page<Kept> page = call.page((most, from) -> events.of(connection.id(), most, from));
        return Answer.ok(PageView.of(page, HeardEventView::of));
    }

    private Connection callable(Call call) {
        Connection connection = connections.of(call);
        allowed.objectionTo(connection.baseUrl())
                .ifPresent(why -> {
                    throw Problem.conflict(why).refusal();
                });
        return connection;
    }
}
