package org.badgebridge.function.settingsapi.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.function.settingsapi.console.ConsoleFiles.Page;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

final class ConsoleFilesTest {

    private static final ConsoleSignIn OIDC =
            new ConsoleSignIn.Oidc(
                    URI.create("https://login.example.org/tenant"),
                    "console",
                    "openid",
                    List.of(
                            URI.create("https://login.example.org/token"),
                            URI.create("https://auth.example.org:8443/x;script-src?a=b")));

    private final ConsoleFiles files = files(OIDC, true);

    private static ConsoleFiles files(ConsoleSignIn signIn, boolean https) {
        return new ConsoleFiles(
                "/console-sample/",
                Protection.of(signIn, List.of(URI.create("https://images.example.org")), https));
    }

    private Page page(String path) {
        return files.page(path, null).orElseThrow();
    }

    @Test
    void rootIsTheIndex() {
        Page index = page("/");

        assertThat(index.status()).isEqualTo(200);
        assertThat(index.body()).contains("<title>Sämple</title>");
        assertThat(index.base64()).isFalse();
        assertThat(index.headers()).containsEntry("content-type", "text/html; charset=utf-8");
        assertThat(page("/console/index.html")).isEqualTo(index);
    }

    @Test
    void filesBelowComeWithTheirTypes() {
        assertThat(page("/console/lib/one.js").headers())
                .containsEntry("content-type", "text/javascript; charset=utf-8");
        assertThat(page("/console/dot.png").headers()).containsEntry("content-type", "image/png");
    }

    @Test
    void imageTravelsInBase64ByteForByte() throws Exception {
        Page image = page("/console/dot.png");

        assertThat(image.base64()).isTrue();
        try (var file =
                Objects.requireNonNull(getClass().getResourceAsStream("/console-sample/dot.png"))) {
            assertThat(Base64.getDecoder().decode(image.body())).isEqualTo(file.readAllBytes());
        }
    }

    @Test
    void whatTheBrowserHasAlreadyIsNotSentAgain() {
        String tag = Objects.requireNonNull(page("/").headers().get("etag"));

        for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
            Page again = files.page("/", known).orElseThrow();
            assertThat(again.status()).as(known).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.headers())
                    .containsEntry("etag", tag)
                    .containsKey("content-security-policy");
        }
        assertThat(files.page("/", "\"other\"").orElseThrow().status()).isEqualTo(200);
        assertThat(page("/console/lib/one.js").headers()).doesNotContainEntry("etag", tag);
    }

    @Test
    void browserAsksEachTimeWhetherItsCopyIsTheNewest() {
        assertThat(page("/").headers()).containsEntry("cache-control", "no-cache");
    }

    @Test
    void nothingElseOfTheClassPathCanBeReached() {
        for (String path :
                List.of(
                        "/console/../openapi.yaml",
                        "/console/../console-sample/lib/one.js",
                        "/console/lib/../lib/one.js",
                        "/console/./index.html",
                        "/console//console-sample/index.html",
                        "/console/lib//one.js",
                        "/console/lib%2Fone.js",
                        "/console/%2e%2e/openapi.yaml",
                        "/console/lib\\one.js",
                        "/console/lib",
                        "/console/lib/",
                        "/console/",
                        "/console",
                        "/index.html",
                        "/console/notes.md",
                        "/console/missing.js",
                        "/console/" + "a".repeat(300) + ".js",
                        "")) {
            assertThat(files.page(path, "*")).as(path).isEmpty();
        }
    }

    @Test
    void pageMayDoOnlyWhatTheConsoleNeeds() {
        assertThat(page("/").headers())
                .containsEntry(
                        "content-security-policy",
                        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src"
                                + " 'self' https://login.example.org https://auth.example.org:8443;"
                                + " img-src 'self' https://images.example.org; form-action 'none';"
                                + " base-uri 'none'; frame-ancestors 'none'")
                .containsEntry("referrer-policy", "no-referrer")
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("cross-origin-opener-policy", "same-origin")
                .containsEntry("strict-transport-security", "max-age=31536000")
                .containsKey("permissions-policy");
    }

    @Test
    void withoutAnIssuerOnlyTheApiIsCalledAndWithoutTlsNoneIsPromised() {
        Map<String, String> headers =
                files(new ConsoleSignIn.Token(), false).page("/", null).orElseThrow().headers();

        assertThat(headers.get("content-security-policy")).contains("connect-src 'self';");
        assertThat(headers).doesNotContainKey("strict-transport-security");
    }
}
