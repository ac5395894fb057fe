package org.badgebridge.adapter.provider;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.port.Provider;
import org.badgebridge.port.ProviderDescription;
import org.badgebridge.port.Providers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The providers by the name that a connection gives. Thread-safe.
public final class ProviderRegistry implements Providers {

    private final Map<String, ProviderFactory> factories = new LinkedHashMap<>();

    public ProviderRegistry(List<ProviderFactory> factories) {
        factories.forEach(each -> this.factories.put(each.description().name(), each));
    }

    @Override
    public Provider of(Connection connection) {
        ProviderFactory factory = factories.get(connection.provider());
        if (factory == null) {
            throw new IllegalArgumentException(
                    "provider \"%s\" is not known; use one of: %s"
                            .formatted(
                                    connection.provider(), String.join(", ", factories.keySet())));
        }
        return factory.open(connection);
    }

    @Override
    public List<ProviderDescription> descriptions() {
        return factories.values().stream().map(ProviderFactory::description).toList();
    }
}
