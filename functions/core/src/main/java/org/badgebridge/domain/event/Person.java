package org.badgebridge.domain.event;

import org.jspecify.annotations.Nullable;

/// Who an event says earned something. At least one of `userId` and `email` is there; the e-mail is
/// trimmed and lower-case. `locale` is the language they read, as a tag such as `de` or `pt-BR`,
/// when their platform tells it. `toString` tells nothing, so that no log can.
public record Person(
        @Nullable String userId,
        @Nullable String email,
        String firstName,
        String lastName,
        @Nullable String locale) {

    public Person {
        if (userId == null && email == null) {
            throw new IllegalArgumentException("a person needs a user id or an e-mail");
        }
    }

    /// Someone of whom no language is told.
    public Person(
            @Nullable String userId, @Nullable String email, String firstName, String lastName) {
        this(userId, email, firstName, lastName, null);
    }

    @Override
    public String toString() {
        return "Person[…]";
    }
}
