package org.badgebridge.adapter.accredible;

import org.badgebridge.adapter.provider.ProviderContract;
import org.badgebridge.adapter.provider.ProviderFixture;

final class AccredibleContractTest implements ProviderContract {

    @Override
    public ProviderFixture start() {
        return new AccredibleFixture();
    }
}
