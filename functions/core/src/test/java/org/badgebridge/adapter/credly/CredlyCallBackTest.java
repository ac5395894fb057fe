package org.badgebridge.adapter.credly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.adapter.provider.ProviderContract.done;

import org.badgebridge.adapter.provider.CachedSecrets;
import org.badgebridge.adapter.provider.RawServer;
import org.badgebridge.domain.badge.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

/// How Credly is told where to post its events.
final class CredlyCallBackTest {

    private static final URI URL =
            URI.create("https://badges.example.org/webhooks/credly/main/s3cr3t-k3y");

    private static final String SHOWN =
            "{\"data\": {\"id\": \"org-1\", \"webhook_url\": \"" + URL + "\"}}";

    @Test
    void onlyTheAddressIsSentAndThenReadBack() {
        CachedSecrets secrets = new CachedSecrets();
        secrets.rotate(CredlyFixture.CONNECTION, "tok_EXAMPLE-123");
        try (RawServer credly =
                RawServer.answering(
                        RawServer.answer("200 OK", "Content-Type: application/json", SHOWN))) {
            assertThat(
                            done(
                                    CredlyFixture.open(credly.url().resolve("/"), "org-1", secrets)
                                            .callBack(URL)))
                    .isTrue();

            assertThat(credly.requests().getFirst())
                    .startsWith("PUT /v1/organizations/org-1 HTTP/1.1\r\n")
                    .endsWith("\r\n\r\n{\"webhook_url\":\"" + URL + "\"}");
            assertThat(credly.requests().getLast())
                    .startsWith("GET /v1/organizations/org-1 HTTP/1.1\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\": {\"id\": \"org-1\"}}",
                "{\"data\": {\"id\": \"org-1\", \"webhook_url\": null}}",
                "{\"data\": {\"id\": \"org-1\", \"webhook_url\": \"https://other.example\"}}"
            })
    void organizationThatDoesNotShowTheAddressDidNotTakeIt(String shown) {
        Outcome<Boolean> outcome = CredlyFixture.asked("200 OK", shown, p -> p.callBack(URL));
        assertThat(done(outcome)).isFalse();
    }

    @Test
    void anotherOrganizationsWordDoesNotCount() {
        assertThat(
                        CredlyFixture.asked(
                                "200 OK", SHOWN.replace("org-1", "org-2"), p -> p.callBack(URL)))
                .isInstanceOf(Outcome.Unsure.class);
    }

    @Test
    void refusalDoesNotTellTheKey() {
        String words = "{\"data\": {\"message\": \"No %s, no s3cr3t-k3y\"}}".formatted(URL);
        Outcome<Boolean> outcome = CredlyFixture.asked("422 No", words, p -> p.callBack(URL));

        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(outcome.said().words()).isEqualTo("No ***, no ***");
    }
}
