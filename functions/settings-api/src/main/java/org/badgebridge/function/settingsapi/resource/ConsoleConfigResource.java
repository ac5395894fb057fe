package org.badgebridge.function.settingsapi.resource;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.badgebridge.function.settingsapi.console.ConsoleSignIn;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Route;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// What the console must know before anybody has signed in.
record ConsoleConfigResource(ConsoleSignIn signIn) implements Resource {

    /// `signIn` is `token` or `oidc`; the rest comes with the latter.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ConsoleConfigView(
            String signIn,
            @Nullable String issuer,
            @Nullable String clientId,
            @Nullable String scopes) {}

    @Override
    public List<Route> routes() {
        return List.of(Route.open("GET", "/console/config.json", this::read));
    }

    private Answer read(Call call) {
        call.only();
        return Answer.ok(
                switch (signIn) {
                    case ConsoleSignIn.Token() -> new ConsoleConfigView("token", null, null, null);
                    case ConsoleSignIn.Oidc(var issuer, var clientId, var scopes, _) ->
                            new ConsoleConfigView("oidc", issuer.toString(), clientId, scopes);
                });
    }
}
