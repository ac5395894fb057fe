package org.badgebridge.function.settingsapi.view;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.badgebridge.domain.account.Source;
import org.badgebridge.intake.Proof;
import org.badgebridge.port.Secrets.Secret;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A source; `url` is where its platform posts to. Of its secrets only their ids are shown.
/// `hourly_cap` is null while no cap is set, `capture_until` while deliveries are processed.
public record SourceView(
        String id,
        String name,
        String preset,
        String realm,
        String scheme,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ProofView proof,
        @Nullable Integer hourlyCap,
        @Nullable Instant captureUntil,
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

    /// Without a proof when the source's settings do not fit its preset.
    public static SourceView of(
            Source source, Optional<Proof> proof, String url, List<Secret> secrets) {
        return new SourceView(
                source.id().value(),
                source.name(),
                source.preset(),
                source.realm(),
                proof.map(p -> p.scheme().word()).orElse("unknown"),
                proof.map(ProofView::of).orElse(null),
                source.hourlyCap(),
                source.captureUntil(),
                url,
                new TreeMap<>(source.settings()),
                secrets.stream().map(SecretView::of).toList(),
                source.createdAt(),
                source.updatedAt());
    }
}
