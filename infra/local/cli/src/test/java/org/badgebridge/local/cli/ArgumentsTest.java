package org.badgebridge.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import org.badgebridge.local.cli.Arguments.Refused;
import org.badgebridge.simulator.Simulator;
import org.badgebridge.simulator.Simulators;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

final class ArgumentsTest {

    @Test
    void withoutAWordTheAdminTokenIsMade() throws Refused {
        assertThat(parse().signIn()).isEqualTo(new Arguments.Tokens(null, null));
    }

    @Test
    void tokensAreTakenAsTheyAre() throws Refused {
        assertThat(parse("--viewer-token", "look+look", "--admin-token", "do+do+do+do").signIn())
                .isEqualTo(new Arguments.Tokens("do+do+do+do", "look+look"));
    }

    @Test
    void issuerNeedsAnAudienceAndNoToken() throws Refused {
        String issuer = "https://login.example.org/realm";

        assertThat(
                        parse(
                                        "--oidc-issuer",
                                        issuer,
                                        "--oidc-audience",
                                        "a,b",
                                        "--groups-claim",
                                        "g")
                                .signIn())
                .isEqualTo(new Arguments.Issuer(issuer, "a,b", null, "g"));
        refused("--oidc-issuer needs --oidc-audience", "--oidc-issuer", issuer);
        refused("need --oidc-issuer", "--oidc-audience", "a");
        refused("need --oidc-issuer", "--groups-claim", "g");
        refused(
                "takes the place of",
                "--oidc-issuer",
                issuer,
                "--oidc-audience",
                "a",
                "--viewer-token",
                "look+look");
        refused(
                "--demo needs the admin token",
                "--demo",
                "--oidc-issuer",
                issuer,
                "--oidc-audience",
                "a");
    }

    @Test
    void everyProviderHasAnAddressAndADemo() throws Refused {
        for (Simulator.Kind kind : Simulators.all()) {
            Arguments arguments =
                    parse(
                            "--demo",
                            "--provider",
                            kind.name(),
                            "--" + kind.name() + "-url",
                            "http://localhost:9");
            assertThat(arguments.demoProvider()).isEqualTo(kind);
            assertThat(arguments.providerUrls())
                    .containsOnly(entry(kind.name(), URI.create("http://localhost:9")));
        }
        refused("There is no provider nobody", "--provider", "nobody");
        refused("There is no option --nobody-url", "--nobody-url", "http://localhost:9");
    }

    /// A plus sign or a percent sign in a link is read as what it is.
    @Test
    void linkToTheConsoleCarriesTheTokenEncoded() throws Exception {
        var out = new ByteArrayOutputStream();
        Entrance.of(new Arguments.Tokens("adm+in/to%ken", "look+look"), Path.of("unused"))
                .tell("http://localhost:1", new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Console: http://localhost:1/#token=adm%2Bin%2Fto%25ken")
                .contains("http://localhost:1/#token=look%2Blook")
                .contains("Settings API: http://localhost:1/api, token adm+in/to%ken");
    }

    private static Arguments parse(String... words) throws Refused {
        return Arguments.parse(List.of(words));
    }

    private static void refused(String why, String... words) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> parse(words))
                .withMessageContaining(why);
    }
}
