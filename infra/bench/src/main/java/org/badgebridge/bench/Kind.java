package org.badgebridge.bench;

/// How a badge stands, and how many of a thousand stand so.
enum Kind {
    ISSUED(850),
    REVOKED(30),
    QUEUED(50),
    /// Its learner has no e-mail.
    HELD(50),
    EMAIL_REFUSED(10),
    TEMPLATE_REFUSED(10);

    private final int share;

    Kind(int share) {
        this.share = share;
    }

    /// The kind of one of a thousand, counted from 0.
    static Kind of(int thousandth) {
        int below = 0;
        for (Kind kind : values()) {
            below += kind.share;
            if (thousandth < below) {
                return kind;
            }
        }
        throw new IllegalArgumentException("there are only a thousand thousandths");
    }
}
