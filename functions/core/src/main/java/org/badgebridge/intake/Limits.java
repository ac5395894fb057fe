package org.badgebridge.intake;

/// The most characters that we take of a field.
final class Limits {

    static final int ID = 255;
    static final int NAME = 255;
    static final int URL = 2048;

    /// RFC 5321, section 4.5.3.1.3, without the angle brackets.
    static final int EMAIL = 254;

    private Limits() {}
}
