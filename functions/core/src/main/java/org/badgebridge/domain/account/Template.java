package org.badgebridge.domain.account;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A badge definition that the provider owns. Two separate facts: the provider's `state` and our
/// switch `active`, off when the template is first seen.
public record Template(
        TemplateId id,
        String name,
        @Nullable String description,
        @Nullable String imageUrl,
        State state,
        boolean allowsDuplicates,
        boolean active,
        Renewal renewal,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /// The provider's word. `GONE`: no longer in its list; kept here, with its rules.
    public enum State {
        DRAFT,
        ACTIVE,
        ARCHIVED,
        GONE
    }

    /// What a newer certificate does to a badge that stands already.
    public enum Renewal {
        IGNORE,
        REPLACE
    }

    /// Whether badges of it may be issued.
    public boolean issuable() {
        return active && state == State.ACTIVE;
    }

    public Template switched(boolean on, Instant now) {
        return new Template(
                id,
                name,
                description,
                imageUrl,
                state,
                allowsDuplicates,
                on,
                renewal,
                createdAt,
                now,
                version);
    }

    public Template gone(Instant now) {
        return new Template(
                id,
                name,
                description,
                imageUrl,
                State.GONE,
                allowsDuplicates,
                active,
                renewal,
                createdAt,
                now,
                version);
    }

    /// This template as the provider describes it now; our own settings stay.
    public Template described(ProviderTemplate said, Instant now) {
        return new Template(
                id,
                said.name(),
                said.description(),
                said.imageUrl(),
                said.state(),
                said.allowsDuplicates(),
                active,
                renewal,
                createdAt,
                now,
                version);
    }

    public static Template firstSeen(ConnectionId connection, ProviderTemplate said, Instant now) {
        return new Template(
                new TemplateId(connection, said.providerId()),
                said.name(),
                said.description(),
                said.imageUrl(),
                said.state(),
                said.allowsDuplicates(),
                false,
                Renewal.IGNORE,
                now,
                now,
                0);
    }
}
