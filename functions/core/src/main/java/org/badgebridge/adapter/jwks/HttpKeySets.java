package org.badgebridge.adapter.jwks;

import org.badgebridge.adapter.provider.HttpCaller;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.KeySets;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Key sets out of the web, remembered as [KeySet] says. One for all sources of a function: making
/// it costs nothing, and what reads keys is loaded when the first key is looked for. Thread-safe.
public final class HttpKeySets implements KeySets {

    /// The longest that one look-up takes, over all its sets.
    static final Duration WITHIN = Duration.ofSeconds(3);

    private final Clock clock;
    private final Map<URI, KeySet> known = new ConcurrentHashMap<>();
    private final ReentrantLock opening = new ReentrantLock();
    private @Nullable HttpCaller web;

    public HttpKeySets(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Lookup find(List<URI> sets, String keyId) {
        for (URI set : sets) {
            Optional<PublicKey> key = known(set).fresh(keyId);
            if (key.isPresent()) {
                return new Lookup.Found(key.get());
            }
        }
        Deadline deadline = Deadline.in(WITHIN, clock);
        Lookup result = new Lookup.Unknown();
        for (URI set : sets) {
            switch (known(set).find(keyId, deadline)) {
                case Lookup.Found found -> {
                    return found;
                }
                case Lookup.Unavailable unavailable -> result = unavailable;
                case Lookup.Unknown() -> {}
            }
        }
        return result;
    }

    private KeySet known(URI set) {
        return known.computeIfAbsent(set, url -> new KeySet(url, web(), clock));
    }

    /// Opening it reads all certificate authorities, which a function without such sources need not
    /// do.
    private HttpCaller web() {
        opening.lock();
        try {
            HttpCaller opened = web == null ? new HttpCaller(clock) : web;
            web = opened;
            return opened;
        } finally {
            opening.unlock();
        }
    }
}
