package org.badgebridge.function.settingsapi.http;

/// What a caller may do. Each allows what those before it allow.
public enum Access {

    /// Sees everything but secrets, payloads and learners' whole e-mail addresses.
    VIEWER,

    /// A machine that maps courses: sees the same, and makes and removes mappings.
    MAPPINGS,

    /// Sees and does everything.
    ADMIN;

    public boolean allows(Access needed) {
        return compareTo(needed) >= 0;
    }
}
