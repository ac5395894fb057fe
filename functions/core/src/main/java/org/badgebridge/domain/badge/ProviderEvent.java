package org.badgebridge.domain.badge;

import org.badgebridge.domain.account.ProviderTemplate;

import java.time.Instant;

/// Something that happened at a provider, as the provider itself tells it when asked for the event.
///
/// What an event shows of a template or badge may be older than what is known by now: order goes by
/// the `asOf` of what it shows.
public sealed interface ProviderEvent {

    String id();

    Instant occurredAt();

    record TemplateChanged(String id, Instant occurredAt, ProviderTemplate template)
            implements ProviderEvent {}

    /// The template is no longer in the provider's list.
    record TemplateDeleted(String id, Instant occurredAt, String templateId)
            implements ProviderEvent {}

    /// A badge was made, or its state or visibility changed.
    record BadgeChanged(String id, Instant occurredAt, ProviderBadge badge)
            implements ProviderEvent {}

    /// A badge was removed; `badge` is what it was, in the state DELETED as of the removal.
    record BadgeDeleted(String id, Instant occurredAt, ProviderBadge badge)
            implements ProviderEvent {}

    /// Of a type that we do not use.
    record Other(String id, Instant occurredAt, String type) implements ProviderEvent {}

    /// Of a type that we use, but not to be read; `reason` says why, without quoting it.
    record Unreadable(String id, Instant occurredAt, String reason) implements ProviderEvent {}
}
