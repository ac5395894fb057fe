package org.badgebridge.acceptance.console;

import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// The Chromium of this machine, and what drives it; Selenium downloads neither.
record Chromium(Path browser, Path driver) {

    static final String MISSING =
            "Tests of the console are skipped: no chromium and chromedriver on the PATH.";

    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private static final List<String> ARGUMENTS =
            List.of(
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--force-device-scale-factor=1",
                    "--window-size=1280,900");

    /// Longer than anything that a test waits for in a page.
    private static final Duration SCRIPT_LIMIT = Duration.ofMinutes(3);

    // It would warn of each Chromium that is newer than Selenium; kept, or the level is forgotten.
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    static Optional<Chromium> found() {
        return onPath(BROWSERS)
                .flatMap(browser ->
                        onPath(List.of("chromedriver"))
                                .map(driver -> new Chromium(browser, driver)));
    }

    private static Optional<Path> onPath(List<String> names) {
        List<Path> folders =
                Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of).toList();
        return names.stream()
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    ChromeDriver start() {
        SELENIUM.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.addArguments(ARGUMENTS);
        LoggingPreferences log = new LoggingPreferences();
        log.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, log);
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.toFile())
                        .usingAnyFreePort()
                        .withSilent(true)
                        .build();
        ChromeDriver started = new ChromeDriver(service, options);
        started.manage().timeouts().scriptTimeout(SCRIPT_LIMIT);
        return started;
    }
}
