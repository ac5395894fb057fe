package org.badgebridge.function.settingsapi.view;

import org.badgebridge.domain.account.Source;
import org.badgebridge.port.Secrets.Secret;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A source; `url` is where its platform posts to. Of its secrets only their ids are shown.
/// `hourly_cap` is null while no cap is set.
public record SourceView(
        String id,
        String name,
        String preset,
        String realm,
        String scheme,
        @Nullable Integer hourlyCap,
        String url,
        Map<String, String> settings,
        List<SecretView> secrets,
        Instant createdAt,
        Instant updatedAt) {

    /// A secret without its value.
    public record SecretView(String id, @Nullable Instant validUntil) {
        public static SecretView of(Secret secret) {
            return new SecretView(secret.id(), secret.validUntil());
        }
    }

    /// A new secret, with its value this one time.
    public record NewSecretView(String id, String value, @Nullable Instant validUntil) {
        public static NewSecretView of(Secret secret) {
            return new NewSecretView(secret.id(), secret.value(), secret.validUntil());
        }
    }

    public static SourceView of(Source source, String scheme, String url, List<Secret> secrets) {
        return new SourceView(
                source.id().value(),
                source.name(),
                source.preset(),
                source.realm(),
                scheme,
                null,
                url,
                new TreeMap<>(source.settings()),
                secrets.stream().map(SecretView::of).toList(),
                source.createdAt(),
                source.updatedAt());
    }
}
