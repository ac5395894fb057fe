package org.badgebridge.domain.badge;

import org.badgebridge.domain.account.ConnectionHealth;

import java.time.Duration;

/// How a call to a provider ended. HTTP is mapped to it in one place per provider.
public sealed interface Outcome<T> {

    Said said();

    /// The provider did it, and we could read its answer.
    record Done<T>(T value, Said said) implements Outcome<T> {}

    /// The provider says that it was done before.
    record AlreadyThere<T>(Said said) implements Outcome<T> {}

    /// The provider says no, and no repetition will change that. `cause`: what it says no to, as
    /// far as its words tell.
    record Refused<T>(Said said, FailureCause cause) implements Outcome<T> {

        public Refused(Said said) {
            this(said, FailureCause.REFUSED);
        }
    }

    /// The token was not accepted, also after reading it again.
    record Unauthorized<T>(Said said) implements Outcome<T> {}

    /// The provider asks for patience; more than a day's is not given.
    record SlowDown<T>(Duration retryAfter, Said said) implements Outcome<T> {

        public SlowDown {
            if (retryAfter.isNegative()) {
                retryAfter = Duration.ZERO;
            }
            if (retryAfter.compareTo(ConnectionHealth.LONGEST_SLOW_DOWN) > 0) {
                retryAfter = ConnectionHealth.LONGEST_SLOW_DOWN;
            }
        }
    }

    /// The request did not reach the provider: nothing happened there.
    record NotSent<T>(Said said) implements Outcome<T> {}

    /// The request may or may not have been carried out.
    record Unsure<T>(Said said) implements Outcome<T> {}

    /// What it is called in a badge's history.
    default String word() {
        return switch (this) {
            case Done<T> _ -> "DONE";
            case AlreadyThere<T> _ -> "ALREADY_THERE";
            case Refused<T> _ -> "REFUSED";
            case Unauthorized<T> _ -> "UNAUTHORIZED";
            case SlowDown<T> _ -> "SLOW_DOWN";
            case NotSent<T> _ -> "NOT_SENT";
            case Unsure<T> _ -> "UNSURE";
        };
    }

    /// The same outcome; one that is done, with a remark of ours.
    default Outcome<T> noting(String remark) {
        return this instanceof Done<T>(T value, Said said)
                ? new Done<>(value, said.noting(remark))
                : this;
    }

    /// The same outcome as that of another question; only for what is not [Done].
    default <U> Outcome<U> as() {
        return switch (this) {
            case Done<T> done ->
                    throw new IllegalStateException("an answer cannot stand for another: " + done);
            case AlreadyThere<T>(Said said) -> new AlreadyThere<>(said);
            case Refused<T>(Said said, FailureCause cause) -> new Refused<>(said, cause);
            case Unauthorized<T>(Said said) -> new Unauthorized<>(said);
            case SlowDown<T>(Duration retryAfter, Said said) -> new SlowDown<>(retryAfter, said);
            case NotSent<T>(Said said) -> new NotSent<>(said);
            case Unsure<T>(Said said) -> new Unsure<>(said);
        };
    }
}
