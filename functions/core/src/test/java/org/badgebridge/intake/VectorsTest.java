package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.intake.Verification.Verified;
import org.badgebridge.port.Secrets.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Signatures that were computed independently of this code, by sources set as an admin would.
final class VectorsTest {

    private static final byte[] BODY =
            "{\"type\":\"certificate.issued\",\"timestamp\":\"2026-01-15T09:30:00Z\",\"data\":{\"certificate_id\":\"c-1001\",\"email\":\"ada@example.org\"}}"
                    .getBytes(StandardCharsets.UTF_8);
    private static final List<Secret> SECRETS = List.of(new Secret("s1", "s3cr3t-for-tests", null));
    private static final Instant NOW = Instant.ofEpochSecond(1_768_469_400);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    hmac-sha256      |                              | 4351bbde24a7067938124bf300bdba3165e47960d3b63b91637a2b20402f6c3d
                    hmac-sha256      | prefix sha256=               | sha256=4351bbde24a7067938124bf300bdba3165e47960d3b63b91637a2b20402f6c3d
                    hmac-sha256      | prefix HMAC                  | HMAC 4351bbde24a7067938124bf300bdba3165e47960d3b63b91637a2b20402f6c3d
                    hmac-sha256      | encoding base64              | Q1G73iSnBnk4EkvzAL26MWXkeWDTtjuRY3orIEAvbD0=
                    hmac-sha1        |                              | dd0674188b08295c7daff3061b9d658b0c1d53a0
                    hmac-sha1        | encoding base64              | 3QZ0GIsIKVx9r/MGG51liwwdU6A=
                    hmac-sha256      | signed v0:{header:X-Time}:{header:X-Id}:{body} | 02a03b359eb4f37e39a92dafb51edfa5d3d2ad6558511aa3def9cfbecb70395d
                    hmac-sha256      | signed {header:X-Time}.{body}| 0c59ea2fa77ff042e34b6b533dfe1c017353813db63d19d8298b1208eaa0e53e
                    timestamped-hmac |                              | t=1768469400,v1=0c59ea2fa77ff042e34b6b533dfe1c017353813db63d19d8298b1208eaa0e53e
                    timestamped-hmac | clock_zone Europe/Berlin     | t=1768473000,v1=97caa1ab2711e33a4be43344588f3c404a14d165df6273e50e5d77a8cfd00533
                    """)
    void signatureOfTheVectorPassesAndOfNoOtherScheme(
            String scheme, String setting, String signature) {
        Map<String, String> settings = new HashMap<>(Map.of("scheme", scheme));
        if (setting != null) {
            String[] words = setting.split(" ", 2);
            settings.put(words[0], words[1]);
        }
        Map<String, String> headers =
                Map.of("X-Signature", signature, "X-Time", "1768469400", "X-Id", "msg-1");

        assertThat(verify(settings, new Post(headers, BODY))).isInstanceOf(Verified.class);

        settings.put("scheme", scheme.equals("hmac-sha1") ? "hmac-sha256" : "hmac-sha1");
        settings.remove("clock_zone");
        assertThat(verify(settings, new Post(headers, BODY))).isNotInstanceOf(Verified.class);
    }

    private static Verification verify(Map<String, String> settings, Post post) {
        Preset preset = Posts.PRESETS.of(Posts.source("standard", settings)).orElseThrow();
        return Verifier.of(preset.proof(), Posts.NO_KEYS).verify(post, SECRETS, NOW);
    }
}
