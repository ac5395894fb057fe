package org.badgebridge.adapter.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

final class AllowedOriginsTest {

    private final AllowedOrigins origins =
            AllowedOrigins.parse(
                    " https://api.credly.com, https://Sandbox-API.credly.com:443/ ,"
                            + "http://localhost:8081,");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.credly.com",
                "https://api.credly.com/",
                "https://api.credly.com/v1",
                "https://API.credly.com:443/v1",
                "https://sandbox-api.credly.com/v1",
                "http://localhost:8081/v1"
            })
    void allowedOriginMayBeCalled(String url) {
        assertThat(origins.objectionTo(URI.create(url))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/v1",
                "https://api.credly.com.evil.example",
                "https://api.credly.com:8443",
                "http://localhost:8082",
                "https://localhost:8081",
                "https://169.254.169.254/latest"
            })
    void otherOriginIsNotCalled(String url) {
        assertThat(origins.objectionTo(URI.create(url)))
                .hasValueSatisfying(words ->
                        assertThat(words)
                                .contains("base_url must begin with an allowed origin")
                                .contains("https://api.credly.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.credly.com",
                "ftp://api.credly.com",
                "api.credly.com",
                "/v1",
                "https:///v1",
                "mailto:ada@example.org"
            })
    void urlThatIsNotHttpsIsNotCalled(String url) {
        assertThat(origins.objectionTo(URI.create(url)))
                .contains("base_url must be an https URL with a host name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.credly.com@evil.example",
                "https://user@api.credly.com",
                "https://api.credly.com?x=1",
                "https://api.credly.com/v1#x"
            })
    void urlWithMoreThanAPathIsNotCalled(String url) {
        assertThat(origins.objectionTo(URI.create(url)))
                .contains("base_url must not have a user, a query or a fragment");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.credly.com",
                "http://127.0.0.1.evil.example",
                "https://api.credly.com/v1",
                "https://user:pass@api.credly.com",
                "https://api.credly.com?x",
                "api.credly.com",
                "*",
                "https://*.credly.com",
                "https://api credly.com"
            })
    void listWithSomethingElseIsRefusedAtStart(String list) {
        assertThatThrownBy(() -> AllowedOrigins.parse(list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "PROVIDER_ORIGINS has \"%s\": write each as https://host or"
                                + " https://host:port",
                        list);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:80", "http://[::1]:9000", "http://LOCALHOST"})
    void thisMachineNeedsNoTls(String list) {
        assertThat(AllowedOrigins.parse(list).objectionTo(URI.create(list))).isEmpty();
    }

    @Test
    void emptyListIsRefusedAtStart() {
        assertThatThrownBy(() -> AllowedOrigins.parse(" , "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("PROVIDER_ORIGINS is empty: set it");
    }
}
