package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.function.settingsapi.view.PresetView;
import org.badgebridge.intake.Presets;

import java.util.List;

/// The platforms that sources can be made for.
record PresetsResource(Presets presets) implements Resource {

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/presets", this::list));
    }

    private Answer list(Call call) {
        call.only();
        return Answer.ok(PageView.all(presets.all().stream().map(PresetView::of).toList()));
    }
}
