package org.badgebridge.acceptance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.acceptance.Repository;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// Which providers there are, their own packages know and the one class that lists them: so another
/// is a package, and nothing else is changed.
final class ProviderNamesTest {

    private static final Set<String> WIRING =
            Set.of(
                    "functions/core/src/main/java/org/badgebridge/wiring/KnownProviders.java",
                    // Its examples are of one or the other.
                    "functions/settings-api/src/main/resources/openapi.yaml");

    private static final List<String> ROOMS =
            List.of("functions", "infra/local/cli", "infra/local/runner");

    @Test
    void nobodyElseNamesAProvider() throws IOException {
        for (String room : ROOMS) {
            try (Stream<Path> files = Files.walk(Repository.path(room))) {
                List<String> naming =
                        files.filter(Files::isRegularFile)
                                .map(file -> Repository.path("").relativize(file).toString())
                                .filter(file -> file.contains("/src/main/"))
                                .filter(file -> !WIRING.contains(file))
                                .filter(file -> !ofAProvider(file))
                                .filter(ProviderNamesTest::namesAProvider)
                                .toList();
                assertThat(naming).as(room).isEmpty();
            }
        }
    }

    /// A provider's package has its name, and a factory.
    private static List<String> names() {
        Path adapters = Repository.path("functions/core/src/main/java/org/badgebridge/adapter");
        try (Stream<Path> files = Files.walk(adapters)) {
            return files.filter(file -> file.toString().endsWith("Factory.java"))
                    .map(file -> adapters.relativize(file).getName(0).toString())
                    .filter(name -> !name.equals("provider"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void providersAreFoundByTheirFactories() {
        assertThat(names()).contains("credly", "accredible");
    }

    private static boolean ofAProvider(String file) {
        return names().stream().anyMatch(name -> file.contains("/adapter/" + name + "/"));
    }

    private static boolean namesAProvider(String file) {
        try {
            // Whatever the file's encoding, names are of plain letters.
            String text =
                    Files.readString(Repository.path(file), StandardCharsets.ISO_8859_1)
                            .toLowerCase(Locale.ROOT);
            return names().stream().anyMatch(text::contains);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
