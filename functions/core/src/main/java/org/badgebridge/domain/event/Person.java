package org.badgebridge.domain.event;

import org.jspecify.annotations.Nullable;

/// Who an event says earned something. At least one of `userId` and `email` is there; the e-mail is
/// trimmed and lower-case. `toString` tells nothing, so that no log can.
public record Person(
        @Nullable String userId, @Nullable String email, String firstName, String lastName) {

    public Person {
        if (userId == null && email == null) {
            throw new IllegalArgumentException("a person needs a user id or an e-mail");
        }
    }

    @Override
    public String toString() {
        return "Person[…]";
    }
}
