package org.badgebridge.adapter.provider;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.port.Provider;
import org.badgebridge.port.Providers;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The providers by the name that a connection gives. Thread-safe.
public final class ProviderRegistry implements Providers {

    private final Map<String, ProviderFactory> factories;

    public ProviderRegistry(Map<String, ProviderFactory> factories) {
        this.factories = Map.copyOf(factories);
    }

    @Override
    public Provider of(Connection connection) {
        ProviderFactory factory = factories.get(connection.provider());
        if (factory == null) {
            throw new IllegalArgumentException(
                    "provider \"%s\" is not known; use one of: %s"
                            .formatted(
                                    connection.provider(),
                                    String.join(", ", new TreeSet<>(factories.keySet()))));
        }
        return factory.open(connection);
    }

    @Override
    public Set<String> names() {
        return factories.keySet();
    }
}
