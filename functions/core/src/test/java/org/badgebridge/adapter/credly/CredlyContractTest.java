package org.badgebridge.adapter.credly;

import org.badgebridge.adapter.provider.ProviderContract;
import org.badgebridge.adapter.provider.ProviderFixture;

final class CredlyContractTest implements ProviderContract {

    @Override
    public ProviderFixture start() {
        return new CredlyFixture();
    }
}
