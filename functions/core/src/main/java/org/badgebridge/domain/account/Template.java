package org.badgebridge.domain.account;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A badge definition that the provider owns. Two separate facts: the state that is `said` of it
/// there, and our switch `active`, off when the template is first seen.
///
/// The time of what is said orders it, so that older word never overwrites newer.
public record Template(
        TemplateId id,
        ProviderTemplate said,
        boolean active,
        Choices choices,
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
    /// it issues one. `attributes`: from where in an event's data each of its attributes is taken,
    /// a JSON Pointer (RFC 6901) by the attribute's name.
    public record Choices(
            Renewal renewal, OnRevoke onRevoke, boolean quiet, Map<String, String> attributes) {

        public static final Choices DEFAULT = of(Renewal.IGNORE);

        public Choices {
            renewal = renewal == null ? Renewal.IGNORE : renewal;
            onRevoke = onRevoke == null ? OnRevoke.REVOKE : onRevoke;
            attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
        }

        public static Choices of(Renewal renewal) {
            return of(renewal, OnRevoke.REVOKE);
        }

        public static Choices of(Renewal renewal, OnRevoke onRevoke) {
            return new Choices(renewal, onRevoke, false, Map.of());
        }
    }

    public Template {
        choices = choices == null ? Choices.DEFAULT : choices;
    }

    public String name() {
        return said.name();
    }

    public @Nullable String description() {
        return said.description();
    }

    public @Nullable String imageUrl() {
        return said.imageUrl();
    }

    public State state() {
        return said.state();
    }

    public boolean allowsDuplicates() {
        return said.allowsDuplicates();
    }

    /// What its badges can bear, as far as the provider ever said.
    public List<Attribute> attributes() {
        return Objects.requireNonNullElse(said.attributes(), List.of());
    }

    public Optional<Attribute> attribute(String name) {
        return attributes().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /// Whether badges of it may be issued.
    public boolean issuable() {
        return active && state() == State.ACTIVE;
    }

    public Template choosing(Choices others, Instant now) {
        return others.equals(choices) ? this : with(said, active, others, now);
    }

    public Template switched(boolean on, Instant now) {
        return with(said, on, choices, now);
    }

    /// This template after it was deleted at the provider, or no longer listed, as of a moment;
    /// unchanged when newer word is known.
    public Template gone(Instant at, Instant now) {
        return state() == State.GONE || isBefore(at)
                ? this
                : with(said.gone(at), active, choices, now);
    }

    /// This template as the provider describes it; our own settings stay. Unchanged when newer word
    /// is known, or there is nothing new in it.
    public Template described(ProviderTemplate word, Instant now) {
        return isBefore(word.asOf()) ? this : as(word, now);
    }

    /// The same when the provider's list shows it, as read at a moment: what went before that is
    /// back.
    public Template listed(ProviderTemplate word, Instant readAt, Instant now) {
        return state() == State.GONE && !isBefore(readAt) ? as(word, now) : described(word, now);
    }

    private boolean isBefore(Instant at) {
        return at.isBefore(said.asOf());
    }

    private Template as(ProviderTemplate word, Instant now) {
        ProviderTemplate next = word.after(said);
        return next.equals(said) ? this : with(next, active, choices, now);
    }

    /// Whether a provider's words about it are all the same as another's.
    public boolean looksLike(Template other) {
        return said.looksLike(other.said);
    }

    private Template with(ProviderTemplate word, boolean on, Choices chosen, Instant now) {
        return new Template(id, word, on, chosen, createdAt, now, version);
    }

    public static Template firstSeen(ConnectionId connection, ProviderTemplate said, Instant now) {
        return new Template(
                new TemplateId(connection, said.providerId()),
                said,
                false,
                Choices.DEFAULT,
                now,
                now,
                0);
    }
}
