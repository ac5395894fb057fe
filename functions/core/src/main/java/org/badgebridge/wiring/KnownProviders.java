package org.badgebridge.wiring;

import org.badgebridge.adapter.accredible.AccredibleFactory;
import org.badgebridge.adapter.aws.Environment;
import org.badgebridge.adapter.credly.CredlyFactory;
import org.badgebridge.adapter.credly.CredlyPosts;
import org.badgebridge.adapter.provider.AllowedOrigins;
import org.badgebridge.adapter.provider.HttpCaller;
import org.badgebridge.adapter.provider.PostReader;
import org.badgebridge.adapter.provider.ProviderRegistry;
import org.badgebridge.port.Providers;
import org.badgebridge.port.Secrets;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The providers that a connection may name: the one place to add another.
public final class KnownProviders {

    /// The longest that one call takes: shorter than every function that calls a provider may run.
    public static final Duration DEADLINE = Duration.ofSeconds(15);

    private KnownProviders() {}

    /// How long each provider's lists may not show a change. It matters to settling only; who
    /// merely tests connections and reads templates takes none.
    public record Lags(Duration credly, Duration accredible) {

        public static final Lags NONE = new Lags(Duration.ZERO, Duration.ZERO);

        public static Lags of(Environment environment) {
            return new Lags(
                    environment.seconds("CREDLY_LOOKUP_LAG_SECONDS"),
                    environment.seconds("ACCREDIBLE_LOOKUP_LAG_SECONDS"));
        }
    }

    public static Providers registry(
            Secrets secrets, AllowedOrigins origins, Lags lags, Clock clock) {
        HttpCaller http = new HttpCaller(clock);
        return new ProviderRegistry(
                List.of(
                        new CredlyFactory(http, secrets, origins, DEADLINE, lags.credly(), clock),
                        new AccredibleFactory(
                                http, secrets, origins, DEADLINE, lags.accredible(), clock)));
    }

    /// Who reads the posts of those providers that post events.
    public static Map<String, PostReader> posts() {
        return Map.of(CredlyFactory.NAME, new CredlyPosts());
    }
}
