package org.badgebridge.adapter.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

class EnvironmentTest {

    @Test
    void valuesAreReadWithoutTheBlanksAroundThem() {
        Environment environment =
                of("NAME", " a value ", "COUNT", " 5", "LAG", "60", "URL", "https://a.example/b ");

        assertThat(environment.text("NAME")).isEqualTo("a value");
        assertThat(environment.integer("COUNT", 1)).isEqualTo(5);
        assertThat(environment.seconds("LAG")).isEqualTo(Duration.ofSeconds(60));
        assertThat(environment.url("URL")).isEqualTo(URI.create("https://a.example/b"));
    }

    @Test
    void aMissingOrBlankVariableIsNamedWithWhatToSet() {
        Environment environment = of("BLANK", "  ");

        refused(() -> environment.text("TABLE"), "Set the environment variable TABLE to");
        refused(() -> environment.text("BLANK"), "Set the environment variable BLANK to");
        refused(() -> environment.integer("COUNT", 1), "whole number of at least 1");
        refused(() -> environment.origins("ORIGINS"), "such as https://api.example.org");
        refused(() -> environment.url("URL"), "such as https://badges.example.org");
    }

    @Test
    void aMalformedNumberIsNamedWithWhatToSet() {
        for (String wrong : new String[] {"five", "0", "-1", "1.5", "99999999999"}) {
            Environment environment = of("COUNT", wrong);
            refused(() -> environment.integer("COUNT", 1), "whole number of at least 1");
        }
        refused(() -> of("LAG", "-1").seconds("LAG"), "LAG");
    }

    @Test
    void originsAreHttpsOrOnThisMachineAndHaveNoPath() {
        assertThat(
                        of("O", "https://api.credly.com, http://localhost:8080,http://[::1]:1")
                                .origins("O"))
                .containsExactly(
                        URI.create("https://api.credly.com"),
                        URI.create("http://localhost:8080"),
                        URI.create("http://[::1]:1"));
        for (String wrong :
                new String[] {
                    "http://api.credly.com",
                    "https://api.credly.com/v1",
                    "https://api.credly.com/",
                    "https://api.credly.com?x=1",
                    "https://me@api.credly.com",
                    "ftp://localhost",
                    "api.credly.com",
                    "mailto:me@example.org",
                    "https://a b",
                    "https://a.example,,https://b.example",
                    "http://localhost.example.org"
                }) {
            refused(() -> of("O", wrong).origins("O"), "O is malformed; set it to origins");
        }
    }

    @Test
    void aUrlIsAbsolute() {
        for (String wrong : new String[] {"/path", "badges.example.org", "file:///etc", "https:"}) {
            refused(() -> of("URL", wrong).url("URL"), "URL is malformed; set it to an absolute");
        }
    }

    @Test
    void urlsAreSeparatedByCommas() {
        assertThat(of("URLS", "https://a.example/b, http://c.example").urls("URLS"))
                .containsExactly(URI.create("https://a.example/b"), URI.create("http://c.example"));
        for (String wrong : new String[] {"https://a.example,", "https://a.example,b"}) {
            refused(() -> of("URLS", wrong).urls("URLS"), "URLS is malformed; set it to absolute");
        }
    }

    private static void refused(ThrowingCallable read, String words) {
        assertThatThrownBy(read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(words)
                .message()
                .matches("[^.]*(\\.[^ ][^.]*)*\\.");
    }

    private static Environment of(String... pairs) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            variables.put(pairs[i], pairs[i + 1]);
        }
        return new Environment(variables);
    }
}
