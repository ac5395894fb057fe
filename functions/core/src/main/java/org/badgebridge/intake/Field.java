package org.badgebridge.intake;

import java.util.Locale;
import java.util.Optional;

/// What a payload tells us, wherever a platform puts it.
public enum Field {
    TIME,
    EVENT_ID,
    USER_ID,
    EMAIL,
    FIRST_NAME,
    LAST_NAME,
    FULL_NAME,
    COURSE_ID,
    COURSE_NAME,
    CERTIFICATE_ID,
    CERTIFICATE_URL,
    ISSUED_AT,
    EXPIRES_AT,
    LOCALE;

    /// The name in presets and settings, such as `user_id`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Field> ofWord(String word) {
        for (Field field : values()) {
            if (field.word().equals(word)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }
}
