package org.badgebridge.adapter.provider;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.port.Provider;
import org.badgebridge.port.ProviderDescription;

/// Opens connections of one kind of provider. Thread-safe; opening makes no call.
public interface ProviderFactory {

    ProviderDescription description();

    /// Throws [IllegalArgumentException], with a message for an admin, when the connection cannot
    /// be one of this provider.
    Provider open(Connection connection);
}
