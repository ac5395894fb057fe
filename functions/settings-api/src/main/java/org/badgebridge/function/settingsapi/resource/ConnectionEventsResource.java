package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.HeardEventView;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.HeardEvents;
import org.badgebridge.port.HeardEvents.Kept;
import org.badgebridge.port.Page;

import java.util.List;

/// What happened at a connection's provider and could not be applied.
final class ConnectionEventsResource implements Resource {

    private final Accounts accounts;
    private final HeardEvents events;

    ConnectionEventsResource(Accounts accounts, HeardEvents events) {
        this.accounts = accounts;
        this.events = events;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/connections/{id}/events", this::events));
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
