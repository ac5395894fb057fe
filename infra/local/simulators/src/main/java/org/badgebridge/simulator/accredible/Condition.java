package org.badgebridge.simulator.accredible;

/// A choice where Accredible's behaviour is not known, or a condition to test under. Each has a
/// number; for yes or no, 1 or 0.
public enum Condition {
    /// Searches show a change only after so many milliseconds.
    SEARCH_LAG_MS(0),
    /// Items on a page where the call names no size.
    PAGE_SIZE(50),
    /// Rows on a page of a search, however many are asked for.
    MOST_ON_A_PAGE(100),
    /// Calls that are answered within 30 seconds; more get a 429. 0: any number.
    CALLS_IN_30_SECONDS(0),
    /// The `Retry-After` of a 429, in seconds; 0: none is sent.
    RETRY_AFTER(0),
    /// The status of a single create that the group's rule against duplicates refuses.
    DUPLICATE_STATUS(422),
    /// The status of a refusal of a custom attribute that has no attribute key; 0: the attribute is
    /// ignored.
    UNKNOWN_ATTRIBUTE_STATUS(0);

    private final long initial;

    Condition(long initial) {
        this.initial = initial;
    }

    long initial() {
        return initial;
    }
}
