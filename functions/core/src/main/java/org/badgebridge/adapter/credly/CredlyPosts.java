package org.badgebridge.adapter.credly;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.adapter.provider.PostReader;

/// Reads Credly's posts: flat JSON with `id`, `organization_id`, `event_type` and `occurred_at`
/// (https://api.credly.com/docs/webhooks). Neither the type nor anything else that a post says
/// matters.
public final class CredlyPosts implements PostReader {

    @Override
    public Post read(JsonNode body) {
        String id = body.path("id").textValue();
        return new Post(
                body.path("organization_id").textValue(),
                id != null && CredlyEvents.isId(id) ? id : null);
    }
}
