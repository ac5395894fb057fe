package org.badgebridge.adapter.provider;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.port.Secrets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Secrets in memory, with a cache that knows nothing of a change until it is told to forget.
public final class CachedSecrets implements Secrets {

    private final Map<Object, List<Secret>> kept = new HashMap<>();
    private final Map<Object, List<Secret>> cache = new HashMap<>();
    private boolean reachable = true;

    /// Replaces the tokens, newest first, behind the cache's back.
    public synchronized void rotate(ConnectionId id, String... tokens) {
        List<Secret> values = new ArrayList<>();
        Stream.of(tokens).forEach(token -> values.add(new Secret("id", token, null)));
        kept.put(id, values);
    }

    /// Makes the store fail, or work again; the cache still answers.
    public synchronized void reachable(boolean now) {
        reachable = now;
    }

    @Override
    public List<Secret> ofConnection(ConnectionId id) {
        return read(id);
    }

    @Override
    public List<Secret> ofSource(SourceId id) {
        return read(id);
    }

    @Override
    public List<Secret> ofWebhook(ConnectionId id) {
        return read(new Webhook(id));
    }

    @Override
    public void store(ConnectionId id, List<Secret> values) {
        write(id, values);
    }

    @Override
    public Held held(SourceId id) {
        return held((Object) id);
    }

    @Override
    public Held heldWebhook(ConnectionId id) {
        return held(new Webhook(id));
    }

    @Override
    public boolean replace(SourceId id, Held was, List<Secret> values) {
        return replace((Object) id, was, values);
    }

    @Override
    public boolean replaceWebhook(ConnectionId id, Held was, List<Secret> values) {
        return replace(new Webhook(id), was, values);
    }

    @Override
    public void remove(ConnectionId id) {
        write(id, List.of());
    }

    @Override
    public void remove(SourceId id) {
        write(id, List.of());
    }

    @Override
    public void removeWebhook(ConnectionId id) {
        write(new Webhook(id), List.of());
    }

    @Override
    public synchronized void forget(ConnectionId id) {
        cache.remove(id);
    }

    @Override
    public synchronized void forget(SourceId id) {
        cache.remove(id);
    }

    @Override
    public synchronized void forgetWebhook(ConnectionId id) {
        cache.remove(new Webhook(id));
    }

    private synchronized List<Secret> read(Object id) {
        List<Secret> cached = cache.get(id);
        if (cached != null) {
            return cached;
        }
        if (!reachable) {
            throw new Unavailable("down", new IllegalStateException());
        }
        List<Secret> values = List.copyOf(kept.getOrDefault(id, List.of()));
        cache.put(id, values);
        return values;
    }

    private synchronized void write(Object id, List<Secret> values) {
        kept.put(id, List.copyOf(values));
        cache.remove(id);
    }

    /// A list is its own version.
    private synchronized Held held(Object id) {
        List<Secret> values = List.copyOf(kept.getOrDefault(id, List.of()));
        return new Held(values, values.toString());
    }

    private synchronized boolean replace(Object id, Held was, List<Secret> values) {
        if (!held(id).equals(was)) {
            return false;
        }
        write(id, values);
        return true;
    }

    /// Its key among the others, of which a connection's own is one.
    private record Webhook(ConnectionId connection) {}
}
