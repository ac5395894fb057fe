package org.badgebridge.domain.account;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// A template as its provider describes it. `attributes`: what its badges can bear beside their
/// dates; null: it did not say. `asOf` orders what we hear of it: the provider's own time of its
/// last change, else the moment our read was sent.
public record ProviderTemplate(
        String providerId,
        String name,
        @Nullable String description,
        @Nullable String imageUrl,
        Template.State state,
        boolean allowsDuplicates,
        @Nullable List<Attribute> attributes,
        Instant asOf) {

    public ProviderTemplate {
        attributes = attributes == null ? null : List.copyOf(attributes);
    }

    /// This word, and of what it does not tell, the word before it.
    ProviderTemplate after(ProviderTemplate before) {
        return attributes == null ? bearing(before.attributes) : this;
    }

    /// No longer there, as of a moment.
    ProviderTemplate gone(Instant at) {
        return new ProviderTemplate(
                providerId,
                name,
                description,
                imageUrl,
                Template.State.GONE,
                allowsDuplicates,
                attributes,
                at);
    }

    /// Whether it is the same but for the time of it.
    boolean looksLike(ProviderTemplate other) {
        return name.equals(other.name)
                && Objects.equals(description, other.description)
                && Objects.equals(imageUrl, other.imageUrl)
                && state == other.state
                && allowsDuplicates == other.allowsDuplicates
                && Objects.equals(attributes, other.attributes);
    }

    private ProviderTemplate bearing(@Nullable List<Attribute> others) {
        return new ProviderTemplate(
                providerId, name, description, imageUrl, state, allowsDuplicates, others, asOf);
    }
}
