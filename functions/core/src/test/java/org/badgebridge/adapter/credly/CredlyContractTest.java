package org.badgebridge.adapter.credly;

import org.badgebridge.adapter.provider.EventsContract;
import org.badgebridge.adapter.provider.EventsFixture;
import org.badgebridge.adapter.provider.ProviderContract;

final class CredlyContractTest implements ProviderContract, EventsContract {

    @Override
    public EventsFixture start() {
        return new CredlyFixture();
    }
}
