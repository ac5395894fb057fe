package org.badgebridge.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// How far the signed time of a post may be from now, as Standard Webhooks has it: what was caught
/// on the way cannot be sent again later than that.
final class Window {

    static final Duration EITHER_WAY = Duration.ofMinutes(5);

    private static final Pattern UNIX_SECONDS = Pattern.compile("[0-9]{1,12}");

    private Window() {}

    /// What is wrong with a header that must hold unix time in seconds; empty when nothing is.
    static Optional<String> objection(Post post, String header, Instant now) {
        Optional<String> value = post.header(header);
        if (value.isEmpty()) {
            return Optional.of("The header %s is missing.".formatted(header));
        }
        if (!isTime(value.get())) {
            return Optional.of("The header %s must be unix time in seconds.".formatted(header));
        }
        return holds(Instant.ofEpochSecond(Long.parseLong(value.get())), now)
                ? Optional.empty()
                : Optional.of(
                        "The time in the header %s is more than five minutes from now."
                                .formatted(header));
    }

    static boolean isTime(String text) {
        return UNIX_SECONDS.matcher(text).matches();
    }

    static boolean holds(Instant time, Instant now) {
        return Duration.between(time, now).abs().compareTo(EITHER_WAY) <= 0;
    }
}
