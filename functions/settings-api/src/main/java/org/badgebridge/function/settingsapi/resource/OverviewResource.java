package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.badge.Phase;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.OverviewView;
import org.badgebridge.function.settingsapi.view.OverviewView.CountsView;
import org.badgebridge.function.settingsapi.view.OverviewView.SetUpView;
import org.badgebridge.port.Queues;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What an admin wants to know at a glance. The console asks for it again and again, so every part
/// is bounded, and all are read at once.
record OverviewResource(OverviewParts parts) implements Resource {

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/overview", this::read));
    }

    private Answer read(Call call) {
        call.only();
        try (SideBySide reads = new SideBySide()) {
            var connections = reads.read(parts.accounts()::connections);
            var sources = reads.read(parts.accounts()::sources);
            var paused = reads.read(parts.accounts()::paused);
            var jobs = reads.read(parts::runningJobs);
            var failed = reads.read(() -> parts.count(Phase.FAILED));
            var open = reads.read(() -> parts.count(Phase.OPEN));
            var issued = reads.read(() -> parts.count(Phase.ISSUED));
            var revoked = reads.read(() -> parts.count(Phase.REVOKED));
            var failures = reads.read(parts::failures);
            var unmapped = reads.read(parts.known()::unmapped);
            var days = reads.read(parts::days);
            var mappings = reads.read(parts::mappings);
            var queues = reads.each(List.of(Queues.Name.values()), parts::queue);
            var due =
                    reads.each(
                            IntStream.range(0, parts.due().shards()).boxed().toList(),
                            parts::oldestDue);
            List<Connection> allConnections = connections.get();
            List<Source> allSources = sources.get();
            var connectionLines = reads.each(allConnections, parts::line);
            var sourceLines = reads.each(allSources, parts::line);
            var templates =
                    reads.each(allConnections, each -> parts.accounts().templates(each.id()));
            List<Template> allTemplates =
                    templates.get().stream().flatMap(Collection::stream).toList();
            return Answer.ok(
                    new OverviewView(
                            paused.get(),
                            new CountsView(failed.get(), open.get(), issued.get(), revoked.get()),
                            queues.get(),
                            due.get().stream()
                                    .flatMap(Optional::stream)
                                    .min(Comparator.<Instant>naturalOrder())
                                    .orElse(null),
                            jobs.get(),
                            connectionLines.get(),
                            sourceLines.get(),
                            unmapped.get(),
                            days.get(),
                            failures.get(),
                            new SetUpView(
                                    allConnections.size(),
                                    allSources.size(),
                                    allTemplates.size(),
                                    (int) allTemplates.stream().filter(Template::active).count(),
                                    mappings.get())));
        }
    }
}
