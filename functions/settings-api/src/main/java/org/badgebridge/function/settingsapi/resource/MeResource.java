package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Route;

import java.util.List;
import java.util.Locale;

/// Tells callers who they are to us, and what they may do.
final class MeResource implements Resource {

    /// `access` is `admin`, `viewer` or `mappings`.
    public record MeView(String who, String access) {}

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/me", MeResource::read));
    }

    private static Answer read(Call call) {
        call.only();
        String access = call.caller().access().name().toLowerCase(Locale.ROOT);
        return Answer.ok(new MeView(call.who(), access));
    }
}
