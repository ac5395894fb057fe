package org.badgebridge.adapter.jwks;

import org.badgebridge.adapter.provider.AllowedOrigins;
import org.badgebridge.adapter.provider.HttpCaller;
import org.badgebridge.adapter.provider.HttpCaller.Call;
import org.badgebridge.adapter.provider.HttpCaller.Result;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.KeySets.Lookup;

import java.net.URI;
import java.security.PublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// The keys at one URL as they were last read. An id that is not among them makes the set be read
/// again, for platforms add keys; but whoever makes up ids makes us ask twice a minute at most.
/// While the server is down, or answers something else, what was read serves for a day.
/// Thread-safe.
///
/// The library has such a memory too (`JWKSourceBuilder`), by the machine's clock and with its
/// limit in front of what outlives an outage: made-up ids would then use up the reads that the old
/// keys need to go on serving.
final class KeySet {

    static final Duration FRESH = Duration.ofMinutes(5);
    static final Duration MOST = Duration.ofDays(1);

    /// The shortest time between two reads, however they end.
    static final Duration BETWEEN = Duration.ofSeconds(30);

    /// Some twenty times what a platform with three keys has.
    static final int MOST_BYTES = 64 * 1024;

    private static final int OK = 200;
    private static final int MOST_PORT = 65_535;

    private final URI url;
    private final HttpCaller web;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();

    private volatile Read read =
            new Read(Map.of(), Instant.MIN, Instant.MIN, "The key set is just being read.");

    KeySet(URI url, HttpCaller web, Clock clock) {
        this.url = url;
        this.web = web;
        this.clock = clock;
    }

    /// The key, if the set has it and was read lately.
    Optional<PublicKey> fresh(String keyId) {
        return read.key(keyId, clock.instant().minus(FRESH));
    }

    /// The key out of the set as it is now, or was within the day. Reads by the deadline or not.
    Lookup find(String keyId, Deadline deadline) {
        readAgain(deadline);
        Read current = read;
        Optional<PublicKey> key = current.key(keyId, clock.instant().minus(MOST));
        if (key.isPresent()) {
            return new Lookup.Found(key.get());
        }
        return current.trouble().isEmpty()
                ? new Lookup.Unknown()
                : new Lookup.Unavailable(current.trouble());
    }

    /// Whoever comes while another reads waits for what it brings.
    private void readAgain(Deadline deadline) {
        if (!isDue()) {
            return;
        }
        try {
            if (!reading.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            if (isDue() && deadline.left().isPositive()) {
                read = asked(clock.instant(), deadline.left());
            }
        } finally {
            reading.unlock();
        }
    }

    private boolean isDue() {
        return !clock.instant().isBefore(read.askedAt().plus(BETWEEN));
    }

    private Read asked(Instant now, Duration within) {
        if (!isAllowed(url)) {
            return read.failed(now, "A key set must be at an https URL, without a user.");
        }
        Call call = new Call("GET", url, Map.of("Accept", "application/json"), null, MOST_BYTES);
        return switch (web.call(call, within)) {
            case Result.Answered answer when answer.status() == OK -> {
                try {
                    yield new Read(JwkSet.keys(answer.body()), now, now, "");
                } catch (ParseException e) {
                    yield read.failed(
                            now, "The answer of %s is not a key set.".formatted(url.getHost()));
                }
            }
            case Result.Answered answer ->
                    read.failed(
                            now,
                            "%s answered %d instead of a key set."
                                    .formatted(url.getHost(), answer.status()));
            case Result.NeverSent(String reason, _) -> read.failed(now, reason);
            case Result.Lost(String reason, _) -> read.failed(now, reason);
        };
    }

    private static boolean isAllowed(URI url) {
        return AllowedOrigins.secure(url)
                && url.getRawUserInfo() == null
                && url.getPort() <= MOST_PORT;
    }

    /// Keys by their ids, when they were read, and what was wrong when they were last asked for.
    private record Read(
            Map<String, PublicKey> keys, Instant readAt, Instant askedAt, String trouble) {

        Optional<PublicKey> key(String keyId, Instant since) {
            return readAt.isAfter(since) ? Optional.ofNullable(keys.get(keyId)) : Optional.empty();
        }

        Read failed(Instant now, String reason) {
            return new Read(keys, readAt, now, reason);
        }
    }
}
