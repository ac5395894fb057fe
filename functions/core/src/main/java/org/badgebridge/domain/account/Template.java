package org.badgebridge.domain.account;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Objects;

/// A badge definition that the provider owns. Two separate facts: the provider's `state` and our
/// switch `active`, off when the template is first seen.
///
/// `asOf` orders what we hear of it, so that older word never overwrites newer; absent where it was
/// stored by a version that did not know.
public record Template(
        TemplateId id,
        String name,
        @Nullable String description,
        @Nullable String imageUrl,
        State state,
        boolean allowsDuplicates,
        boolean active,
        Choices choices,
        @Nullable Instant asOf,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    public Template {
        if (choices == null) {
            choices = Choices.DEFAULT;
        }
    }

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

    /// What a badge becomes whose rules are no longer satisfied.
    public enum OnRevoke {
        /// It is ended in the way that is usual at the provider, and could be earned anew.
        REVOKE,
        /// It is deleted at the provider.
        DELETE,
        /// It stays as it is.
        KEEP
    }

    /// What an admin chose for its badges. `quiet`: the provider sends the learner no e-mail when
    /// it issues one.
    public record Choices(Renewal renewal, OnRevoke onRevoke, boolean quiet) {
        public static final Choices DEFAULT = new Choices(Renewal.IGNORE, OnRevoke.REVOKE, false);

        public Choices {
            renewal = renewal == null ? Renewal.IGNORE : renewal;
            onRevoke = onRevoke == null ? OnRevoke.REVOKE : onRevoke;
        }

        public static Choices of(Renewal renewal) {
            return new Choices(renewal, OnRevoke.REVOKE, false);
        }
    }

    /// Whether badges of it may be issued.
    public boolean issuable() {
        return active && state == State.ACTIVE;
    }

    public Template choosing(Choices others, Instant now) {
        return others.equals(choices)
                ? this
                : new Template(
                        id,
                        name,
                        description,
                        imageUrl,
                        state,
                        allowsDuplicates,
                        active,
                        others,
                        asOf,
                        createdAt,
                        now,
                        version);
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
                choices,
                asOf,
                createdAt,
                now,
                version);
    }

    /// This template after it was deleted at the provider, or no longer listed, as of a moment;
    /// unchanged when newer word is known.
    public Template gone(Instant at, Instant now) {
        if (state == State.GONE || isBefore(at)) {
            return this;
        }
        return new Template(
                id,
                name,
                description,
                imageUrl,
                State.GONE,
                allowsDuplicates,
                active,
                choices,
                at,
                createdAt,
                now,
                version);
    }

    /// This template as the provider describes it; our own settings stay. Unchanged when newer word
    /// is known, or there is nothing new in it.
    public Template described(ProviderTemplate said, Instant now) {
        return isBefore(said.asOf()) ? this : as(said, now);
    }

    /// The same when the provider's list shows it, as read at a moment: what went before that is
    /// back.
    public Template listed(ProviderTemplate said, Instant readAt, Instant now) {
        return state == State.GONE && !isBefore(readAt) ? as(said, now) : described(said, now);
    }

    private boolean isBefore(Instant at) {
        return asOf != null && at.isBefore(asOf);
    }

    private Template as(ProviderTemplate said, Instant now) {
        Template next =
                new Template(
                        id,
                        said.name(),
                        said.description(),
                        said.imageUrl(),
                        said.state(),
                        said.allowsDuplicates(),
                        active,
                        choices,
                        said.asOf(),
                        createdAt,
                        updatedAt,
                        version);
        return next.equals(this) ? this : next.touched(now);
    }

    /// Whether a provider's words about it are all the same as another's.
    public boolean looksLike(Template other) {
        return name.equals(other.name)
                && Objects.equals(description, other.description)
                && Objects.equals(imageUrl, other.imageUrl)
                && state == other.state
                && allowsDuplicates == other.allowsDuplicates;
    }

    private Template touched(Instant now) {
        return new Template(
                id,
                name,
                description,
                imageUrl,
                state,
                allowsDuplicates,
                active,
                choices,
                asOf,
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
                Choices.DEFAULT,
                said.asOf(),
                now,
                now,
                0);
    }
}
