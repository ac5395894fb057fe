package org.badgebridge.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

/// What the other tests rely on: that the browser tells when something is wrong.
@WithConsole
final class BrowserIT {

    @Test
    void whatThePolicyForbidsIsComplainedOf(Console console) {
        Browser browser = console.signIn().browser();

        browser.driver()
                .executeScript(
                        """
                        const script = document.createElement("script");
                        script.textContent = "document.title = 'run'";
                        document.head.append(script);
                        """);

        assertThat(browser.complaints())
                .anySatisfy(complaint -> assertThat(complaint).contains("Content Security Policy"));
        assertThat(browser.driver().getTitle()).isNotEqualTo("run");
        browser.freshen();
    }

    @Test
    void whatKeepsPeopleOutIsFound(Console console) {
        Browser browser = console.signIn().browser();

        browser.driver()
                .executeScript(
                        """
                        const picture = document.createElement("img");
                        picture.src = "/console/icon.svg";
                        document.querySelector("main").append(picture);
                        """);

        assertThat(browser.barriers(Map.of()))
                .anySatisfy(barrier -> assertThat(barrier).startsWith("image-alt"));
    }
}
