package org.badgebridge.simulator;

/// What a call asks of a provider, as far as faults and counters tell calls apart. [#ANY] is for
/// faults only.
public enum Operation {
    ANY,
    ISSUE,
    REPLACE,
    PUBLISH,
    REVOKE,
    DELETE,
    LIST_BADGES,
    GET_BADGE,
    TEMPLATES,
    ORGANIZATION,
    EVENTS,
    OTHER
}
