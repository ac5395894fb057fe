package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.function.settingsapi.view.PresetView;
import org.badgebridge.function.settingsapi.view.SchemeView;
import org.badgebridge.intake.Preset;
import org.badgebridge.intake.Presets;
import org.badgebridge.intake.Scheme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// The platforms that sources can be made for, and the ways in which posts are authenticated.
record PresetsResource(Presets presets) implements Resource {

    /// The files of `events/webhooks`, in our jar.
    private static final String SAMPLES = "/samples/";

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/presets", this::list), Route.get("/schemes", this::schemes));
    }

    private Answer list(Call call) {
        call.only();
        return Answer.ok(PageView.all(presets.all().stream().map(PresetsResource::view).toList()));
    }

    private Answer schemes(Call call) {
        call.only();
        return Answer.ok(PageView.all(Stream.of(Scheme.values()).map(SchemeView::of).toList()));
    }

    private static PresetView view(Preset preset) {
        return PresetView.of(preset, sample(preset.sample().file()));
    }

    private static String sample(String file) {
        try (InputStream stream = PresetsResource.class.getResourceAsStream(SAMPLES + file)) {
            if (stream == null) {
                throw new IllegalStateException("There is no " + SAMPLES + file);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
