package org.badgebridge.adapter.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionId;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

final class ProviderRegistryTest {

    @Test
    void nameThatIsNotKnownIsRefusedWithTheNamesThatAre() {
        ProviderFactory none =
                connection -> {
                    throw new IllegalStateException("opened " + connection.provider());
                };
        ProviderRegistry registry = new ProviderRegistry(Map.of("credly", none, "other", none));

        assertThat(registry.names()).containsExactlyInAnyOrder("credly", "other");
        assertThatThrownBy(() -> registry.of(connection("open-badges")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("provider \"open-badges\" is not known; use one of: credly, other");
        assertThatThrownBy(() -> registry.of(connection("credly"))).hasMessage("opened credly");
    }

    private static Connection connection(String provider) {
        return new Connection(
                new ConnectionId("main"),
                "Main",
                provider,
                "org",
                URI.create("https://api.credly.com"),
                true,
                true,
                5,
                Instant.EPOCH,
                Instant.EPOCH,
                0);
    }
}
