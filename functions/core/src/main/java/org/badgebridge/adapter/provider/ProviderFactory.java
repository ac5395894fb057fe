package org.badgebridge.adapter.provider;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.port.Provider;

/// Opens connections of one kind of provider. Thread-safe; opening makes no call.
public interface ProviderFactory {

    /// Throws [IllegalArgumentException], with a message for an admin, when the connection cannot
    /// be one of this provider.
    Provider open(Connection connection);
}
