package org.badgebridge.function.settingsapi.view;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionHealth;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A connection; `token` only tells whether there is one. `waiting` is there where it was counted:
/// how many badges wait in a hold, for `POST connections/{id}/push` to release.
public record ConnectionView(
        String id,
        String name,
        String provider,
        String organizationId,
        String baseUrl,
        boolean enabled,
        boolean autoPush,
        int callsPerSecond,
        @Nullable String token,
        @Nullable Instant tokenSavedAt,
        HealthView health,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable WaitingView waiting,
        Instant createdAt,
        Instant updatedAt) {

    /// What stands for a token or a secret that exists.
    public static final String HIDDEN = "********";

    /// What the provider's answers have taught us lately. `ok`: calls are made.
    public record HealthView(
            boolean ok,
            @Nullable String reason,
            @Nullable Instant notBefore,
            @Nullable Instant downSince,
            @Nullable Instant tokenRefusedSince) {

        static HealthView of(ConnectionHealth health) {
            return new HealthView(
                    !health.circuitOpen() && health.tokenRefusedSince() == null,
                    health.reason(),
                    health.notBefore(),
                    health.openSince(),
                    health.tokenRefusedSince());
        }
    }

    public static ConnectionView of(
            Connection connection,
            ConnectionHealth health,
            boolean hasToken,
            @Nullable Instant tokenSavedAt,
            @Nullable WaitingView waiting) {
        return new ConnectionView(
                connection.id().value(),
                connection.name(),
                connection.provider(),
                connection.organizationId(),
                connection.baseUrl().toString(),
                connection.enabled(),
                connection.autoPush(),
                connection.callsPerSecond(),
                hasToken ? HIDDEN : null,
                tokenSavedAt,
                HealthView.of(health),
                waiting,
                connection.createdAt(),
                connection.updatedAt());
    }
}
