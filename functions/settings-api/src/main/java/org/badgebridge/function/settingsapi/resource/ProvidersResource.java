package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.function.settingsapi.view.ProviderView;
import org.badgebridge.port.Providers;

import java.util.List;

/// The providers that connections can be made to.
record ProvidersResource(Providers providers) implements Resource {

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/providers", this::list));
    }

    private Answer list(Call call) {
        call.only();
        return Answer.ok(
                PageView.all(providers.descriptions().stream().map(ProviderView::of).toList()));
    }
}
