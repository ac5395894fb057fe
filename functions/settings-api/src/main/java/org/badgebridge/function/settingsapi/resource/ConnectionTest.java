package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.adapter.provider.AllowedOrigins;
import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.Said;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.view.CheckView;
import org.badgebridge.jobs.TokenCheck;
import org.badgebridge.port.Secrets;

import java.time.Duration;
import java.util.Optional;

/// Tries a connection's token at the provider and says in one sentence what is wrong. Thread-safe.
record ConnectionTest(Secrets secrets, TokenCheck check, AllowedOrigins origins) {

    CheckView of(Connection connection, Call call) {
        Optional<String> objection = origins.objectionTo(connection.baseUrl());
        if (objection.isPresent()) {
            return new CheckView(false, objection.get());
        }
        secrets.forget(connection.id());
        if (secrets.ofConnection(connection.id()).isEmpty()) {
            return new CheckView(false, "No token is saved yet. Save one first.");
        }
        Outcome<String> outcome = check.test(connection, call.who(), call.deadline());
        return new CheckView(
                outcome instanceof Outcome.Done<String>, sentence(connection, outcome));
    }

    private static String sentence(Connection connection, Outcome<String> outcome) {
        String organization = connection.organizationId();
        return switch (outcome) {
            case Outcome.Done<String>(String name, Said _) ->
                    "The token opens the organization %s.".formatted(name);
            case Outcome.Unauthorized<String>(Said said) ->
                    said.status() == 403
                            ? "The token is known, but has no permission for the organization %s: ask the provider for it."
                                    .formatted(organization)
                            : "The provider does not accept the token: make a new one there and"
                                    + " save it here.";
            case Outcome.Refused<String>(Said said) ->
                    said.status() == 404
                            ? "The provider knows no organization %s that this token may see: check organization_id."
                                    .formatted(organization)
                            : refused(said);
            case Outcome.AlreadyThere<String>(Said said) -> refused(said);
            case Outcome.SlowDown<String>(Duration retryAfter, Said _) ->
                    "The provider asks for patience: test again in %d seconds."
                            .formatted(Math.max(1, retryAfter.toSeconds()));
            case Outcome.NotSent<String>(Said said) ->
                    "The provider cannot be reached at %s: %s"
                            .formatted(connection.baseUrl(), said.words());
            case Outcome.Unsure<String>(Said said) ->
                    switch (said.status()) {
                        case 0 ->
                                "The provider did not answer at %s (%s): test again later."
                                        .formatted(connection.baseUrl(), said.words());
                        case 200, 201 ->
                                "What answers at %s is not the organization %s: check base_url and organization_id."
                                        .formatted(connection.baseUrl(), organization);
                        default ->
                                "The provider has trouble of its own (status %d): test again later."
                                        .formatted(said.status());
                    };
        };
    }

    private static String refused(Said said) {
        return "The provider refuses (status %d): %s".formatted(said.status(), said.words());
    }
}
