package org.badgebridge.adapter.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.port.Provider;
import org.badgebridge.port.ProviderDescription;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Instant;
import java.util.List;

final class ProviderRegistryTest {

    @Test
    void nameThatIsNotKnownIsRefusedWithTheNamesThatAre() {
        ProviderRegistry registry =
                new ProviderRegistry(List.of(new Closed("credly"), new Closed("other")));

        assertThat(registry.descriptions())
                .extracting(ProviderDescription::name)
                .containsExactly("credly", "other");
        assertThat(registry.description("other")).isPresent();
        assertThat(registry.description("open-badges")).isEmpty();
        assertThatThrownBy(() -> registry.of(connection("open-badges")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("provider \"open-badges\" is not known; use one of: credly, other");
        assertThatThrownBy(() -> registry.of(connection("credly"))).hasMessage("opened credly");
    }

    /// A provider that says its name and opens nothing.
    private record Closed(String name) implements ProviderFactory {
        @Override
        public ProviderDescription description() {
            return new ProviderDescription(
                    name, name, List.of(), "", "", 1, null, List.of(), false);
        }

        @Override
        public Provider open(Connection connection) {
            throw new IllegalStateException("opened " + connection.provider());
        }
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
