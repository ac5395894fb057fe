package org.badgebridge.function.settingsapi.view;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

/// Whether a provider posts its events to us from now on, in one sentence. `url`, a secret, is
/// there only where a person has to give it to the provider; `how_to` says where.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookView(
        boolean ok, String message, @Nullable String url, @Nullable String howTo) {

    @Override
    public String toString() {
        return "WebhookView[" + ok + "]";
    }
}
