package org.badgebridge.adapter.credly;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The languages in which Credly writes to a learner (Credly docs, issued badges, `locale`).
final class CredlyLocales {

    private static final List<String> ALL =
            List.of(
                    "en", "fr", "de", "ko", "ja", "zh-CN", "pt", "es-ES", "es-US", "fr-CA",
                    "pt-BR");

    /// Where Credly has a language for some countries only.
    private static final Map<String, String> USUAL = Map.of("es", "es-ES", "zh", "zh-CN");

    private CredlyLocales() {}

    /// The nearest to a language tag; empty when Credly has none of that language.
    static Optional<String> of(@Nullable String tag) {
        if (tag == null) {
            return Optional.empty();
        }
        String language = tag.split("-", 2)[0].toLowerCase(Locale.ROOT);
        return named(tag)
                .or(() -> named(language))
                .or(() -> Optional.ofNullable(USUAL.get(language)));
    }

    private static Optional<String> named(String tag) {
        return ALL.stream().filter(tag::equalsIgnoreCase).findFirst();
    }
}
