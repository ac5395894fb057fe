package org.badgebridge.adapter.provider;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

/// Reads what a provider posts of its events: of whom a post speaks, and where to look. Nothing
/// else of it is believed; what happened is asked of the provider. Thread-safe.
public interface PostReader {

    Post read(JsonNode body);

    /// The two facts; absent where a post does not have them. `eventId` has the form of the
    /// provider's ids: it becomes part of a URL that we call with our token.
    record Post(@Nullable String organizationId, @Nullable String eventId) {}
}
