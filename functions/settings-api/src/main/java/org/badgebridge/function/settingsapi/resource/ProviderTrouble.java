package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.badge.FailureCause;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.Said;

import java.time.Duration;

/// Says in one sentence why a provider did not do what an admin asked for, and what helps.
final class ProviderTrouble {

    private ProviderTrouble() {}

    /// Of an outcome other than [Outcome.Done].
    static String sentence(Connection connection, Outcome<?> outcome) {
        String organization = connection.organizationId();
        return switch (outcome) {
            case Outcome.Done<?> done ->
                    throw new IllegalStateException("this is no trouble: " + done);
            case Outcome.Unauthorized<?>(Said said) ->
                    said.status() == 403
                            ? "The token is known, but has no permission for the organization %s: ask the provider for it."
                                    .formatted(organization)
                            : "The provider does not accept the token: make a new one there and"
                                    + " save it here.";
            case Outcome.Refused<?>(Said said, FailureCause _) ->
                    said.status() == 404
                            ? "The provider knows no organization %s that this token may see: check organization_id."
                                    .formatted(organization)
                            : refused(said);
            case Outcome.AlreadyThere<?>(Said said) -> refused(said);
            case Outcome.SlowDown<?>(Duration retryAfter, Said _) ->
                    "The provider asks for patience: try again in %d seconds."
                            .formatted(Math.max(1, retryAfter.toSeconds()));
            case Outcome.NotSent<?>(Said said) ->
                    "The provider cannot be reached at %s: %s"
                            .formatted(connection.baseUrl(), said.words());
            case Outcome.Unsure<?>(Said said) ->
                    switch (said.status()) {
                        case 0 ->
                                "The provider did not answer at %s (%s): try again later."
                                        .formatted(connection.baseUrl(), said.words());
                        case 200, 201 ->
                                "What answers at %s is not the organization %s: check base_url and organization_id."
                                        .formatted(connection.baseUrl(), organization);
                        default ->
                                "The provider has trouble of its own (status %d): try again later."
                                        .formatted(said.status());
                    };
        };
    }

    /// What it answered well and we do not take is said in our own words.
    private static String refused(Said said) {
        return said.status() == 200
                ? said.words()
                : "The provider refuses (status %d): %s".formatted(said.status(), said.words());
    }
}
