package org.badgebridge.acceptance.console;

import org.badgebridge.acceptance.Repository;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;

/// One window of Chromium, and everything that it complained of. Not thread-safe.
final class Browser implements AutoCloseable {

    /// All that axe-core can tell of WCAG 2.2 at level AA, and what else is good practice.
    static final Map<String, Object> EVERYTHING =
            Map.of(
                    "runOnly",
                    List.of(
                            "wcag2a",
                            "wcag2aa",
                            "wcag21a",
                            "wcag21aa",
                            "wcag22aa",
                            "best-practice"));

    private static final Path PICTURES = Repository.path("infra/acceptance/target/console");
    private static final String FIND = script("/org/badgebridge/acceptance/console/find.js");
    private static final String AXE = script("/axe.min.js");

    private final ChromeDriver driver;
    private final URI url;
    private final List<String> complaints = new ArrayList<>();
    private final List<Integer> expected = new ArrayList<>();

    private Browser(ChromeDriver driver, URI url) {
        this.driver = driver;
        this.url = url;
    }

    /// @param url where the console is
    static Browser start(Chromium chromium, URI url) {
        return new Browser(chromium.start(), url);
    }

    ChromeDriver driver() {
        return driver;
    }

    /// A tab in which nobody is signed in and nothing was complained of.
    void freshen() {
        look(Look.USUAL);
        driver.get(url.resolve("/console/icon.svg").toString());
        driver.executeScript("sessionStorage.clear(); localStorage.clear()");
        complaints();
        complaints.clear();
        expected.clear();
    }

    /// Loads a page of the console; in a page that is loaded already it only changes the hash.
    void go(String hash) {
        driver.get(url.resolve("/").toString() + hash);
    }

    /// Returns when the page is drawn so: what is measured before that has colours of both looks.
    void look(Look look) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", look.media());
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", look.screen());
        driver.executeAsyncScript(
                """
                const done = arguments[0];
                requestAnimationFrame(() => requestAnimationFrame(() => done()));
                """);
    }

    /// What `find.js` comes to.
    @Nullable Object find(Object... arguments) {
        return driver.executeAsyncScript(FIND, arguments);
    }

    /// What axe-core finds wrong with the page, one line a thing.
    ///
    /// @param options of `axe.run`
    List<String> barriers(Map<String, Object> options) {
        if (!Boolean.TRUE.equals(driver.executeScript("return 'axe' in window"))) {
            driver.executeScript(AXE);
        }
        Object found =
                driver.executeAsyncScript(
                        """
                        const [options, done] = arguments;
                        axe.run(document, { ...options, resultTypes: ["violations"] }).then(
                          ({ violations }) =>
                            done(violations.flatMap(({ id, help, nodes }) =>
                              nodes.map(({ html }) => `${id} (${help}): ${html.slice(0, 300)}`))),
                          (error) => done([`axe failed: ${error.message}`]));
                        """,
                        options);
        return found instanceof List<?> lines
                ? lines.stream().map(String::valueOf).toList()
                : List.of("axe said nothing");
    }

    /// What makes people scroll sideways, if anything does.
    Optional<String> tooWide() {
        Object widest =
                driver.executeScript(
                        """
                        const most = document.documentElement.clientWidth;
                        if (document.documentElement.scrollWidth <= most) {
                          return null;
                        }
                        const wide = [...document.querySelectorAll("main *")]
                          .find((each) => each.getBoundingClientRect().right > most + 1);
                        return (wide ?? document.body).outerHTML.slice(0, 300);
                        """);
        return Optional.ofNullable(widest).map(html -> "wider than the screen: " + html);
    }

    /// An answer with this status is what the test is about: the browser complains of each.
    void expect(int status) {
        expected.add(status);
    }

    /// Errors and refusals (as of the Content-Security-Policy) since the test began.
    List<String> complaints() {
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            // The browser asks for it where it shows no page of ours, as when it is made fresh.
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()
                    && !entry.getMessage().contains("/favicon.ico")
                    && expected.stream()
                            .noneMatch(status ->
                                    entry.getMessage().contains("with a status of " + status))) {
                complaints.add(entry.getMessage());
            }
        }
        return List.copyOf(complaints);
    }

    /// Saves what is seen as `target/console/{name}.png`.
    void picture(String name) {
        write(name + ".png", driver.getScreenshotAs(OutputType.BYTES));
    }

    /// Saves what is seen, and what the browser complained of, for who looks into a failure.
    void evidence(String name) {
        picture(name);
        String text = String.join("\n", complaints()) + "\n\n" + driver.getPageSource();
        write(name + ".txt", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(String name, byte[] bytes) {
        try {
            Files.createDirectories(PICTURES);
            Files.write(PICTURES.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String script(String resource) {
        try (InputStream in = Browser.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
