package org.badgebridge.port;

import java.util.List;
import java.util.Locale;

/// The queues that work waits in, as an admin sees them: how much there is, and what was given up.
/// A queue that cannot be reached throws. Thread-safe.
public interface Queues {

    /// About how much is in a queue, now or a minute ago.
    Depth depth(Name queue);

    /// Some of what was given up, at most so many, in no order. Each is out of others' sight while
    /// this looks, so one that somebody else looks at is missing.
    List<DeadLetter> deadLetters(Name queue, int most);

    /// Puts one dead letter back where it came from; false when it is not found there, which with
    /// very many of them says little. Should this stop half-way, the message is there twice.
    boolean redrive(Name queue, String messageId, Deadline deadline);

    /// Puts dead letters back where they came from, until there are none or the time is up.
    Redriven redrive(Name queue, Deadline deadline);

    /// A queue, by what is read from it.
    enum Name {
        CERTIFICATES,
        SETTLE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// How many messages wait, are being worked, and were given up.
    record Depth(int waiting, int inFlight, int dead) {}

    /// How many were put back, and about how many are left.
    record Redriven(int redriven, int left) {}
}
