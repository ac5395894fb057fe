package org.badgebridge.domain.badge;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// Who brought a change about: an event, a person, or the system itself.
public record Cause(Kind kind, String id, @Nullable String reason, Instant at) {

    public enum Kind {
        EVENT,
        PERSON,
        SYSTEM
    }

    public static Cause event(String eventId, Instant at) {
        return new Cause(Kind.EVENT, eventId, null, at);
    }

    public static Cause person(String who, @Nullable String reason, Instant at) {
        return new Cause(Kind.PERSON, who, reason, at);
    }

    public static Cause system(String id, Instant at) {
        return new Cause(Kind.SYSTEM, id, null, at);
    }
}
