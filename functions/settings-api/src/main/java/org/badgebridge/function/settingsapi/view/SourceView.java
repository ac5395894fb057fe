package org.badgebridge.function.settingsapi.view;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.badgebridge.domain.account.Source;
import org.badgebridge.intake.Preset;
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
/// `effective` is the preset with the source's own settings, where one source is shown.
public record SourceView(
        String id,
        String name,
        String preset,
        String realm,
        String scheme,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ProofView proof,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable IntakeView effective,
        @Nullable Integer hourlyCap,
        @Nullable Instant captureUntil,
        String url,
        Map<String, String> settings,
        List<SecretView> secrets,
        Instant createdAt,
        Instant updatedAt) {

    /// A secret without its value. `lastMatchedAt` is at most an hour behind; null: no post for
    /// over a year.
    public record SecretView(
            String id, @Nullable Instant validUntil, @Nullable Instant lastMatchedAt) {

        public static List<SecretView> all(List<Secret> secrets, Map<String, Instant> uses) {
            return secrets.stream()
                    .map(secret ->
                            new SecretView(secret.id(), secret.validUntil(), uses.get(secret.id())))
                    .toList();
        }
    }

    /// A new secret, with its value this one time; where it is part of the URL, with all of that.
    public record NewSecretView(
            String id,
            String value,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String url,
            @Nullable Instant validUntil) {

        public static NewSecretView of(Secret secret, Optional<String> url) {
            return new NewSecretView(
                    secret.id(), secret.value(), url.orElse(null), secret.validUntil());
        }
    }

    /// Without what holds when the source's settings do not fit its preset.
    public static SourceView of(
            Source source,
            Optional<Proof> proof,
            Optional<Preset> effective,
            String url,
            List<SecretView> secrets) {
        return new SourceView(
                source.id().value(),
                source.name(),
                source.preset(),
                source.realm(),
                proof.map(p -> p.scheme().word()).orElse("unknown"),
                proof.map(ProofView::of).orElse(null),
                effective.map(IntakeView::of).orElse(null),
                source.hourlyCap(),
                source.captureUntil(),
                url,
                new TreeMap<>(source.settings()),
                secrets,
                source.createdAt(),
                source.updatedAt());
    }
}
