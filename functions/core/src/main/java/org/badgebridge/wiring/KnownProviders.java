package org.badgebridge.wiring;

import org.badgebridge.adapter.credly.CredlyFactory;
import org.badgebridge.adapter.provider.AllowedOrigins;
import org.badgebridge.adapter.provider.HttpCaller;
import org.badgebridge.adapter.provider.ProviderRegistry;
import org.badgebridge.port.Providers;
import org.badgebridge.port.Secrets;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// The providers that a connection may name: the one place to add another.
public final class KnownProviders {

    /// The longest that one call takes: shorter than every function that calls a provider may run.
    public static final Duration DEADLINE = Duration.ofSeconds(15);

    private KnownProviders() {}

    /// `credlyLookUpLag` matters to settling only; who merely tests connections and reads templates
    /// gives zero.
    public static Providers registry(
            Secrets secrets, AllowedOrigins origins, Duration credlyLookUpLag, Clock clock) {
        HttpCaller http = new HttpCaller(clock);
        return new ProviderRegistry(
                List.of(
                        new CredlyFactory(
                                http, secrets, origins, DEADLINE, credlyLookUpLag, clock)));
    }
}
