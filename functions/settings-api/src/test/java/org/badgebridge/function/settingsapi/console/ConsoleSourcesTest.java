package org.badgebridge.function.settingsapi.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What can be told about the console's files without a browser.
final class ConsoleSourcesTest {

    /// What the Content-Security-Policy would stop, and what would let data become markup.
    private static final Pattern FORBIDDEN =
            Pattern.compile(
                    "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new"
                        + " Function|dangerouslySetInnerHTML|\\sstyle=|<script(?! type=\"module\""
                        + " src=)");

    private static final Pattern STATIC_IMPORT = Pattern.compile("\\bfrom \"([^\"]+)\";");

    private static final Pattern PRELOAD =
            Pattern.compile("rel=\"modulepreload\" href=\"([^\"]+)\"");

    private final Path folder = folder();

    @Test
    void nothingOfOursNeedsMoreThanTheStrictPolicyAllows() {
        var found = new TreeMap<String, String>();
        for (Path file : ours().toList()) {
            FORBIDDEN
                    .matcher(text(file))
                    .results()
                    .forEach(hit -> found.put(name(file), hit.group()));
        }

        assertThat(found).isEmpty();
    }

    @Test
    void everyImportNamesAFileThatIsServed() {
        List<Path> scripts = ours().filter(file -> name(file).endsWith(".js")).toList();
        List<Path> imported = scripts.stream().flatMap(this::imports).toList();

        assertThat(imported)
                .hasSizeGreaterThan(scripts.size())
                .allSatisfy(ConsoleSourcesTest::exists);
    }

    /// Else a browser finds them one after the other, with a round trip each.
    @Test
    void indexNamesAheadWhatTheFirstPageImports() {
        Path main = folder.resolve("main.js");
        Set<Path> needed = new TreeSet<>();
        collect(main, needed);
        needed.remove(main);

        Set<Path> named =
                PRELOAD.matcher(text(folder.resolve("index.html")))
                        .results()
                        .map(hit -> target(main, hit.group(1)))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).isEqualTo(needed);
    }

    private void collect(Path script, Set<Path> into) {
        if (into.add(script)) {
            imports(script).forEach(each -> collect(each, into));
        }
    }

    @Test
    void everyLibraryHasItsLicenceBesideIt() {
        assertThat(names("lib"))
                .contains("htm.LICENSE.txt", "preact.LICENSE.txt", "oidc-client-ts.LICENSE.txt");
        assertThat(names("lib").filter(name -> name.endsWith(".js"))).hasSize(2);
    }

    private static void exists(Path file) {
        assertThat(file).isRegularFile();
    }

    private Stream<Path> imports(Path script) {
        return STATIC_IMPORT
                .matcher(text(script))
                .results()
                .map(hit -> target(script, hit.group(1)));
    }

    private Path target(Path script, String name) {
        return name.startsWith("/console/")
                ? folder.resolve(name.substring("/console/".length()))
                : Objects.requireNonNull(script.getParent()).resolve(name).normalize();
    }

    private Stream<Path> ours() {
        return all(folder)
                .filter(file -> !file.startsWith(folder.resolve("lib")))
                .filter(file -> name(file).matches(".*\\.(js|html|css)"));
    }

    private Stream<String> names(String below) {
        return all(folder.resolve(below)).map(ConsoleSourcesTest::name);
    }

    private static Stream<Path> all(Path below) {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return Objects.requireNonNull(file.getFileName()).toString();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            URI index =
                    Objects.requireNonNull(
                                    ConsoleSourcesTest.class.getResource("/console/index.html"))
                            .toURI();
            return Objects.requireNonNull(Path.of(index).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
