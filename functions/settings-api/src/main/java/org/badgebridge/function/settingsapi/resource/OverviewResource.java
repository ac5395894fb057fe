package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.Template;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.WaitingView;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Jobs;

import java.util.List;

/// What an admin wants to know at a glance, as far as it is cheap to tell.
record OverviewResource(Accounts accounts, Jobs jobs, WaitingBadges waiting) implements Resource {

    /// The counts of everything that is set up.
    public record OverviewView(
            boolean paused,
            int sources,
            int templates,
            int activeTemplates,
            int runningJobs,
            List<ConnectionLine> connections) {}

    /// One connection: whether calls are made, and what waits behind it.
    public record ConnectionLine(
            String id, String name, boolean enabled, boolean ok, WaitingView waiting) {}

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/overview", this::read));
    }

    private Answer read(Call call) {
        call.only();
        List<Connection> connections = accounts.connections();
        List<Template> templates =
                connections.stream().flatMap(c -> accounts.templates(c.id()).stream()).toList();
        return Answer.ok(
                new OverviewView(
                        accounts.paused(),
                        accounts.sources().size(),
                        templates.size(),
                        (int) templates.stream().filter(Template::active).count(),
                        (int)
                                jobs.all().stream()
                                        .filter(job -> job.state() == Jobs.State.RUNNING)
                                        .count(),
                        connections.stream().map(this::line).toList()));
    }

    private ConnectionLine line(Connection connection) {
        var health = accounts.health(connection.id());
        return new ConnectionLine(
                connection.id().value(),
                connection.name(),
                connection.enabled(),
                !health.circuitOpen() && health.tokenRefusedSince() == null,
                waiting.count(connection.id(), null));
    }
}
