package org.badgebridge.port;

import org.badgebridge.domain.account.Connection;

import java.util.List;
import java.util.Optional;

/// Opens connections. Thread-safe.
public interface Providers {

    /// The provider behind a connection. Opening makes no call.
    Provider of(Connection connection);

    /// The providers that a connection may name, in the order in which people are offered them.
    List<ProviderDescription> descriptions();

    /// The provider of that name.
    default Optional<ProviderDescription> description(String name) {
        return descriptions().stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
