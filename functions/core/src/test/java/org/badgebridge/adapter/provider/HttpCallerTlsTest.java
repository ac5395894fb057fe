package org.badgebridge.adapter.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.adapter.provider.HttpCaller.Call;
import org.badgebridge.adapter.provider.HttpCaller.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Security;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

final class HttpCallerTlsTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir static Path folder;
    private static SSLContext own = HttpCallerTlsTest.unset();

    @BeforeAll
    static void makeACertificate() throws Exception {
        Path file = folder.resolve("localhost.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "localhost",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory mine = KeyManagerFactory.getInstance("PKIX");
        mine.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(keys);
        own = SSLContext.getInstance("TLS");
        own.init(mine.getKeyManagers(), trusted.getTrustManagers(), null);
    }

    private static SSLContext unset() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void trustedServerIsAsked() throws IOException {
        try (RawServer server = tlsServer("TLSv1.2", "TLSv1.3")) {
            assertThat(http().call(post(server.url()), LONG)).isInstanceOf(Result.Answered.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void untrustedServerGetsNothing() throws IOException {
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            try (RawServer server = tlsServer(version)) {
                HttpCaller http = new HttpCaller(Clock.systemUTC());
                assertThat(http.call(post(server.url()), LONG))
                        .isInstanceOfSatisfying(
                                Result.NeverSent.class,
                                never -> assertThat(never.reason()).contains("secure connection"));
                assertThat(http.call(get(server.url()), LONG)).isInstanceOf(Result.NeverSent.class);
                assertThat(server.requests()).isEmpty();
            }
        }
    }

    @Test
    void certificateOfAnotherHostGetsNothing() throws IOException {
        try (RawServer server = tlsServer("TLSv1.3")) {
            URI byNumber = URI.create("https://127.0.0.1:" + server.url().getPort() + "/");
            assertThat(http().call(post(byNumber), LONG)).isInstanceOf(Result.NeverSent.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void serverThatIsSilentInTheHandshakeGetsNothing() {
        try (RawServer server = RawServer.start(line -> Thread.sleep(60_000))) {
            assertThat(http().call(post(asTls(server)), Duration.ofSeconds(1)))
                    .isInstanceOf(Result.NeverSent.class);
        }
    }

    /// Whether the body was asked for is a race inside the JDK here; the server has no keys to read
    /// it.
    @Test
    void serverThatBreaksTheHandshakeGivesNoAnswer() {
        List<RawServer.Script> scripts =
                List.of(
                        line -> {},
                        RawServer.Line::reset,
                        RawServer.Line::someByte,
                        line -> {
                            line.someByte();
                            line.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                        });
        for (RawServer.Script script : scripts) {
            try (RawServer server = RawServer.start(script)) {
                assertThat(http().call(post(asTls(server)), LONG))
                        .isInstanceOfAny(Result.NeverSent.class, Result.Lost.class);
            }
        }
    }

    private static HttpCaller http() {
        return new HttpCaller(Clock.systemUTC(), own);
    }

    private static URI asTls(RawServer server) {
        return URI.create("https://localhost:" + server.url().getPort() + "/");
    }

    /// In a JVM of its own, since Java reads the list once: as weak as Lambda's runtime makes it
    /// (`AWSLambda` of aws-lambda-java-runtime-interface-client, static block).
    @Test
    void tlsStaysStrongWhereTheRuntimeWeakensIt() throws Exception {
        Process java =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Weakened.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).isZero();
        List<String> lines = said.lines().toList();
        assertThat(lines.get(0)).contains("TLSv1.1").contains("TLS_RSA_WITH_AES_128_CBC_SHA");
        assertThat(lines.get(1)).isEqualTo("[TLSv1.3, TLSv1.2]");
        assertThat(lines.get(2))
                .contains("TLS_AES_128_GCM_SHA256")
                .contains("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
                .doesNotContain("TLS_RSA_");
    }

    /// Prints what Java would offer, then the protocols and suites that we offer.
    static final class Weakened {
        private Weakened() {}

        public static void main(String[] arguments) throws GeneralSecurityException {
            Security.setProperty(
                    "jdk.tls.disabledAlgorithms",
                    "SSLv3, RC4, DES, MD5withRSA, DH keySize < 1024, EC keySize < 224,"
                            + " 3DES_EDE_CBC, anon, NULL");
            SSLContext tls = SSLContext.getDefault();
            SSLEngine engine = tls.createSSLEngine();
            System.out.println(
                    List.of(engine.getEnabledProtocols())
                            + " "
                            + List.of(engine.getEnabledCipherSuites()));
            engine.setSSLParameters(HttpCaller.pinned(tls));
            System.out.println(List.of(engine.getEnabledProtocols()));
            System.out.println(List.of(engine.getEnabledCipherSuites()));
        }
    }

    private static RawServer tlsServer(String... versions) throws IOException {
        ServerSocket listener = own.getServerSocketFactory().createServerSocket(0);
        ((SSLServerSocket) listener).setEnabledProtocols(versions);
        return RawServer.over(
                listener,
                line -> {
                    while (line.request()) {
                        line.send(RawServer.OK);
                    }
                });
    }

    private static Call post(URI url) {
        return new Call("POST", url, Map.of(), "{}");
    }

    private static Call get(URI url) {
        return new Call("GET", url, Map.of(), null);
    }
}
