package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Csv;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.AuditView;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.listing.AuditFilter;
import org.badgebridge.port.Audit;

import java.util.List;

/// Who changed what.
record AuditResource(Audit audit) implements Resource {

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/audit", this::list));
    }

    private Answer list(Call call) {
        Audit.Query query = call.filter(AuditFilter.NAMES, AuditFilter::of);
        PageView<AuditView> page =
                PageView.of(
                        call.page((most, from) -> audit.list(query, most, from)), AuditView::of);
        return call.accepts(Csv.MEDIA_TYPE)
                ? columns().page(call, Route.BASE + "/audit", page.items(), page.next())
                : Answer.ok(page);
    }

    private static Csv<AuditView> columns() {
        return new Csv<AuditView>()
                .with("at", AuditView::at)
                .with("who", AuditView::who)
                .with("action", AuditView::action)
                .with("subject", AuditView::subject)
                .with("reason", AuditView::reason)
                .with("done", AuditView::done)
                .with("changes", AuditView::changesInWords)
                .with("id", AuditView::id);
    }
}
