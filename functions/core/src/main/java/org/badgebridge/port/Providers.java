package org.badgebridge.port;

import org.badgebridge.domain.account.Connection;

/// Opens connections. Thread-safe.
public interface Providers {

    /// The provider behind a connection. Opening makes no call.
    Provider of(Connection connection);

    /// The providers that a connection may name.
    java.util.Set<String> names();
}
