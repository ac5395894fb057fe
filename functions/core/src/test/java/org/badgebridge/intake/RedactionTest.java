package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.port.Delivery;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

final class RedactionTest {

    @Test
    void passwordsTokensAndBillingAreRemovedWhereverTheyStand() {
        for (String name :
                List.of(
                        "password",
                        "user_pass",
                        "userPass",
                        "User-Pass",
                        "passwd",
                        "token",
                        "accessToken",
                        "secret",
                        "client_secret",
                        "Authorization",
                        "api_key",
                        "apikey",
                        "billing",
                        "billing_address",
                        "BillingPhone",
                        "card_number",
                        "iban",
                        "new_password_hash")) {
            String json = "{\"a\":[{\"%s\":{\"deep\":\"hidden\"}}]}".formatted(name);
            assertThat(redacted(json)).isEqualTo("{\"a\":[{\"%s\":null}]}".formatted(name));
        }
    }

    @Test
    void whatOnlySoundsAlikeStays() {
        for (String name :
                List.of(
                        "passed",
                        "course_pass",
                        "compass",
                        "tokens_earned",
                        "secretary",
                        "pinned")) {
            String json = "{\"%s\":\"kept\"}".formatted(name);
            assertThat(redacted(json)).isEqualTo(json);
        }
    }

    @Test
    void presetNamesMoreToRemove() {
        assertThat(
                        redacted(
                                new Redaction(Redaction.names(List.of("user_login")), Set.of()),
                                "{\"userLogin\":1}"))
                .isEqualTo("{\"userLogin\":null}");
    }

    @Test
    void everythingElseStaysExactly() {
        String json =
                "{\"n\":null,\"t\":true,\"i\":12345678901234567890123,\"d\":93.50,"
                        + "\"s\":0.1234567890123456789012345678901,\"l\":[1,[],{}],\"\":\"x\"}";
        assertThat(redacted(json)).isEqualTo(json);
    }

    @Test
    void charactersThatAQueueMessageDoesNotTakeAreEscaped() {
        assertThat(redacted("{\"s\":\"\\ud800 \uFFFE é\"}"))
                .isEqualTo("{\"s\":\"\\uD800 \\uFFFE \\u00E9\"}");
    }

    @Test
    void whatIsNotJsonHasNoRedactedForm() {
        for (String text :
                List.of(
                        "",
                        "hello",
                        "{\"a\":1",
                        "{\"a\":1} {\"password\":1}",
                        "a=1&b=2",
                        "[".repeat(65) + "]".repeat(65))) {
            assertThat(Json.read(bytes(text))).as(text).isEmpty();
        }
        assertThat(Json.read(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1})).isEmpty();
    }

    @Test
    void placeOfASecretIsEmptiedWhateverItIsCalled() {
        Redaction redaction = new Redaction(Set.of(), Set.of("/auth~1key", "/a/b", "/l/0/t"));

        assertThat(
                        redacted(
                                redaction,
                                "{\"auth/key\":1,\"a\":{\"b\":[1],\"c\":2},\"l\":[{\"t\":1}]}"))
                .isEqualTo("{\"auth/key\":null,\"a\":{\"b\":null,\"c\":2},\"l\":[{\"t\":null}]}");
        assertThat(redacted(redaction, "[{\"b\":1}]")).isEqualTo("[{\"b\":1}]");
    }

    @Test
    void largestBodyFitsAQueueMessageEvenWhenAllOfItMustBeEscaped() {
        // The worst that is legal: two bytes become six, and one more for the backslash when the
        // message quotes it. A queue takes 1,048,576 bytes.
        String body = "{\"s\":\"" + "é".repeat((256 * 1024 - 8) / 2) + "\"}";
        String quoted = redacted(body).replace("\\", "\\\\").replace("\"", "\\\"");

        assertThat(quoted.length()).isLessThan(1_048_576 - 8 * 1024);
    }

    @Test
    void deliveryKeepsOnlyTheHeadersThatMatterAndNoSecret() {
        Delivery.Event event =
                Posts.delivery(
                        Posts.STANDARD,
                        Map.of(
                                "Webhook-Id", "m-1",
                                "webhook-signature", "v1,abc",
                                "authorization", "Bearer x",
                                "cookie", "a=b"),
                        bytes("{\"password\":\"hidden\"}"));

        assertThat(event.headers()).containsExactly(Map.entry("webhook-id", "m-1"));
        assertThat(event.body()).isEqualTo("{\"password\":null}");
        assertThat(event.secretId()).isEqualTo("s1");
    }

    @Test
    void bodyThatCannotBeRedactedIsLeftBehind() {
        assertThat(Posts.delivery(Posts.STANDARD, Map.of(), bytes("password=hidden")).body())
                .isEmpty();
    }

    private static String redacted(String json) {
        return redacted(new Redaction(Set.of(), Set.of()), json);
    }

    private static String redacted(Redaction redaction, String json) {
        return Json.write(redaction.of(Json.read(bytes(json)).orElseThrow()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
