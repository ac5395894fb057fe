package org.badgebridge.domain.learner;

import java.util.Optional;
import java.util.regex.Pattern;

/// Names a learner, and is the earner id that a provider is told: opaque, so that nobody outside
/// learns a platform's user ids from it, and different for user 501 of two platforms. Made by
/// [LearnerIds].
public record LearnerId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");

    public LearnerId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a learner id");
        }
    }

    public static Optional<LearnerId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new LearnerId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
