package org.badgebridge.domain.event;

import java.util.Optional;

/// The kinds of learning event. A negative type takes back what its positive counterpart gave.
public enum EventType {
    CERTIFICATE_ISSUED("certificate.issued", false),
    CERTIFICATE_REVOKED("certificate.revoked", true),
    COURSE_PASSED("course.passed", false),
    COURSE_FAILED("course.failed", true);

    private final String word;
    private final boolean negative;

    EventType(String word, boolean negative) {
        this.word = word;
        this.negative = negative;
    }

    /// The word on the wire, such as `certificate.issued`.
    public String word() {
        return word;
    }

    public boolean negative() {
        return negative;
    }

    /// Whether the event speaks of a certificate rather than of a course as a whole.
    public boolean aboutCertificate() {
        return this == CERTIFICATE_ISSUED || this == CERTIFICATE_REVOKED;
    }

    /// The type that takes back what this one gives; itself when it is negative already.
    public EventType undoneBy() {
        return switch (this) {
            case CERTIFICATE_ISSUED, CERTIFICATE_REVOKED -> CERTIFICATE_REVOKED;
            case COURSE_PASSED, COURSE_FAILED -> COURSE_FAILED;
        };
    }

    public static Optional<EventType> ofWord(String word) {
        for (EventType type : values()) {
            if (type.word.equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
