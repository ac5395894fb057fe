package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.JobView;
import org.badgebridge.port.Accounts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The switch that holds everything. Resuming looks again at what waited.
record PauseResource(Accounts accounts, WaitingBadges waiting) implements Resource {

    /// Whether everything is paused; `jobs` are those that resuming started.
    public record PauseView(boolean paused, List<JobView> jobs) {}

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/pause", this::read), Route.put("/pause", this::write));
    }

    private Answer read(Call call) {
        call.only();
        boolean paused = accounts.paused();
        return Answer.ok(new PauseView(paused, List.of()), version(paused));
    }

    private Answer write(Call call) {
        call.expect(version(accounts.paused()));
        Fields in = call.fields().ignoring("jobs");
        Optional<Boolean> paused = in.flag("paused");
        if (!in.has("paused")) {
            in.wrong("paused", "is needed: true or false");
        }
        in.check();
        accounts.pause(paused.orElseThrow());
        List<JobView> jobs = new ArrayList<>();
        if (!paused.orElseThrow()) {
            // On repetition too: the first time we may have stopped before the jobs.
            for (Connection connection : accounts.connections()) {
                if (connection.enabled()) {
                    jobs.add(waiting.release(connection.id(), null, call));
                }
            }
        }
        return Answer.ok(new PauseView(paused.orElseThrow(), jobs), version(paused.orElseThrow()));
    }

    /// A switch has nothing else that tells how it was seen.
    private static long version(boolean paused) {
        return paused ? 1 : 0;
    }
}
