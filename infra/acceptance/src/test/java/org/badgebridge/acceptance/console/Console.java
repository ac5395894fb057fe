package org.badgebridge.acceptance.console;

import org.badgebridge.acceptance.system.World;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What a person does in the console: everything is found by what it is and what it says, and
/// waited for. While a dialog is open, only what is in it can be reached. Not thread-safe.
///
/// @param within what is looked at, outermost first, each a kind and its words; empty: the page
record Console(Browser browser, List<List<String>> within) {

    /// Longer than any page takes on a busy machine.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// A badge's way to the provider may wait for a beat, a look-up or a retry.
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(90);

    private static final int MOST_TRIES = 10;
    private static final int MOST_TABS = 80;

    static Console in(Browser browser) {
        return new Console(browser, List.of());
    }

    /// The first page, signed in as an admin by the link that the local runner prints.
    Console signIn() {
        browser.go("#token=" + World.ADMIN_TOKEN);
        see("Overview");
        return this;
    }

    /// Goes to an address such as `#/badges?state=failed`.
    Console at(String hash) {
        browser.go(hash);
        return this;
    }

    /// Follows an entry of the menu.
    Console menu(String page) {
        in("region", "Main").follow(page);
        find("heading", page, PATIENCE);
        return this;
    }

    /// A part of what this looks at.
    Console in(String kind, String words) {
        List<List<String>> inner = new ArrayList<>(within);
        inner.add(List.of(kind, words));
        return new Console(browser, List.copyOf(inner));
    }

    /// The line of a list or table that has these words.
    Console row(String words) {
        return in("row", words);
    }

    Console region(String name) {
        return in("region", name);
    }

    void press(String button) {
        act("button", button, WebElement::click);
    }

    void follow(String link) {
        act("link", link, WebElement::click);
    }

    void type(String field, String text) {
        act(
                "field",
                field,
                element -> {
                    element.clear();
                    element.sendKeys(text);
                });
    }

    /// Picks a file of this machine.
    void attach(String field, Path file) {
        act("field", field, element -> element.sendKeys(file.toString()));
    }

    void choose(String field, String option) {
        act("choice", field, element -> optionOf(element, option).click());
    }

    private static WebElement optionOf(WebElement choice, String words) {
        return choice.findElements(By.tagName("option")).stream()
                .filter(option -> option.getText().strip().equals(words))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No option: " + words));
    }

    void tick(String box) {
        act("tick", box, WebElement::click);
    }

    /// What stands in a field.
    String value(String field) {
        return String.valueOf(find("field", field, PATIENCE).getDomProperty("value"));
    }

    void see(String words) {
        find("words", words, PATIENCE);
    }

    /// As [#see], for what takes the whole system some time.
    void comes(String words) {
        find("words", words, LONG_PATIENCE);
    }

    /// The word that begins so, as it stands in the page.
    String text(String beginning) {
        see(beginning);
        return Pattern.compile(Pattern.quote(beginning) + "\\S+")
                .matcher(find("words", beginning, PATIENCE).getText())
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow();
    }

    /// The page with what stands in its fields, and its address.
    String everything() {
        return String.valueOf(
                browser.driver()
                        .executeScript(
                                """
                                return [
                                  location.href,
                                  document.documentElement.outerHTML,
                                  ...[...document.querySelectorAll("input, textarea")]
                                    .map(({ value }) => value),
                                ].join("\\n");
                                """));
    }

    /// Waits until the page shows what it came for.
    void settled() {
        find("settled", "", PATIENCE);
    }

    void gone(String words) {
        find("gone", words, PATIENCE);
    }

    // ---- By keyboard alone ---------------------------------------------------------------------

    /// Moves on by Tab until something that begins with these words has the focus.
    void tabTo(String words) {
        for (int i = 0; i < MOST_TABS; i++) {
            keys(Keys.TAB);
            if (focused().startsWith(words)) {
                return;
            }
        }
        throw new AssertionError("No way by Tab to: " + words);
    }

    void keys(CharSequence... keys) {
        new Actions(browser.driver()).sendKeys(keys).perform();
    }

    /// What has the focus, as it is called.
    String focused() {
        return String.valueOf(
                browser.driver()
                        .executeScript(
                                """
                                const at = document.activeElement;
                                const words = at.getAttribute("aria-label")
                                  ?? (at.labels?.length ? at.labels[0].textContent : at.textContent);
                                return words.replace(/\\s+/g, " ").trim();
                                """));
    }

    // ---- Finding -------------------------------------------------------------------------------

    /// The page may be drawn anew between finding and doing, or a dialog come up before it.
    private void act(String kind, String words, Consumer<WebElement> what) {
        for (int i = 1; ; i++) {
            try {
                what.accept(find(kind, words, PATIENCE));
                return;
            } catch (StaleElementReferenceException | ElementClickInterceptedException e) {
                if (i == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    private WebElement find(String kind, String words, Duration patience) {
        Object found = asked(kind, words, patience);
        if (found instanceof WebElement element) {
            return element;
        }
        throw new AssertionError(
                "No %s “%s” in %s at %s. %s"
                        .formatted(
                                kind,
                                words,
                                within,
                                browser.driver().getCurrentUrl(),
                                found == null ? "" : found));
    }

    /// Asks again when the page was left while it looked for something.
    private @Nullable Object asked(String kind, String words, Duration patience) {
        for (int i = 1; ; i++) {
            try {
                return browser.find(within, kind, words, patience.toMillis());
            } catch (StaleElementReferenceException | JavascriptException e) {
                if (i == MOST_TRIES) {
                    throw e;
                }
            } catch (WebDriverException e) {
                if (i == MOST_TRIES || !String.valueOf(e.getMessage()).contains("aborted")) {
                    throw e;
                }
            }
        }
    }
}
