package org.badgebridge.adapter.provider;

import org.jspecify.annotations.Nullable;

/// A provider under an [EventsContract].
public interface EventsFixture extends ProviderFixture {

    /// The learner hides the badge.
    void hide(String badgeId);

    /// A person deletes the badge in the provider's own pages.
    void delete(String badgeId);

    /// A person archives, or deletes, the template of [#award] in the provider's own pages.
    void archiveTemplate();

    void deleteTemplate();

    /// The id of the event that happened last.
    String newestEvent();

    /// Where the provider posts its events to.
    @Nullable String callsBack();
}
