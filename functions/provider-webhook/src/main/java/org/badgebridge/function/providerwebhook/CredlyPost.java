package org.badgebridge.function.providerwebhook;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/// The two facts that are read of a Credly post: of whom it speaks, and where to look. Its body is
/// flat JSON with `id`, `organization_id`, `event_type` and `occurred_at`
/// (https://api.credly.com/docs/webhooks); what happened is asked of Credly by the id, so neither
/// the type nor anything else that the post says matters.
record CredlyPost(@Nullable String organizationId, @Nullable String id) {

    private static final ObjectReader JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readerFor(JsonNode.class);

    /// All of Credly's ids are UUIDs. The id becomes part of a URL that we call with our token, so
    /// nothing else may pass.
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /// Empty when the body is not JSON.
    static Optional<CredlyPost> read(byte[] body) {
        try {
            JsonNode post = JSON.readValue(body);
            return Optional.of(
                    new CredlyPost(
                            post.path("organization_id").textValue(), post.path("id").textValue()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The event's id if it is a good one.
    Optional<String> eventId() {
        return Optional.ofNullable(id).filter(each -> UUID.matcher(each).matches());
    }
}
