package org.badgebridge.webhook;

import org.badgebridge.log.Field;
import org.badgebridge.log.Log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/// Writes the one line that each post leaves in the log: how it was answered, and what else `work`
/// puts into it. Thread-safe.
public final class PostLog {

    private final Log log;
    private final Clock clock;

    public PostLog(Log log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /// What `work` answers; when it throws, `failed`, which the log tells of as well.
    public <A extends Told> A told(Function<Map<Field, Object>, A> work, A failed) {
        Instant begun = clock.instant();
        Map<Field, Object> line = new EnumMap<>(Field.class);
        A answer;
        try {
            answer = work.apply(line);
        } catch (RuntimeException e) {
            log.failure("webhook failed", e, line);
            answer = failed;
        }
        line.put(Field.OUTCOME, answer.word());
        line.put(Field.STATUS, answer.status());
        line.put(Field.MILLIS, Duration.between(begun, clock.instant()).toMillis());
        log.event("webhook", line);
        return answer;
    }

    /// An answer as the log has it.
    public interface Told {

        /// One of a closed set: never anything of the post.
        String word();

        /// The HTTP status.
        int status();
    }
}
