package org.badgebridge.simulator.credly;

/// A choice where Credly's behaviour is not known, or a condition to test under. Each has a number;
/// for yes or no, 1 or 0.
public enum Switch {
    /// `GET /badges/{id}` exists. Unconfirmed, so off.
    SINGLE_BADGE_GET(0),
    /// Basic authentication also takes `token|`, as one client sends it.
    BAR_TOKEN(0),
    /// The status for a path that names another organization than the token's.
    FOREIGN_ORGANIZATION_STATUS(404),
    /// A revoked badge still counts as a duplicate.
    REVOKED_BLOCKS(0),
    /// A rejected badge still counts as a duplicate.
    REJECTED_BLOCKS(0),
    /// Lists leave out badges that were replaced.
    HIDE_REPLACED(0),
    /// Items on a page of a list.
    PAGE_SIZE(50),
    /// Items on a page of the bulk search.
    BULK_PAGE_SIZE(500),
    /// The most badges in one batch.
    BATCH_CAP(50),
    /// New badges appear in lists and in the bulk search only after so many milliseconds.
    LOOKUP_LAG_MS(0),
    /// An unknown filter key is refused with 422; otherwise ignored.
    REFUSE_UNKNOWN_FILTERS(0),
    /// `messages` of a validation error is a text, as an old client expects; otherwise a list.
    ERROR_MESSAGES_AS_TEXT(0);

    private final long initial;

    Switch(long initial) {
        this.initial = initial;
    }

    long initial() {
        return initial;
    }
}
