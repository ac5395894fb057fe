package org.badgebridge.adapter.credly;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CredlyLocalesTest {

    @ParameterizedTest
    @CsvSource({
        "de, de",
        "de-AT, de",
        "EN-gb, en",
        "pt-br, pt-BR",
        "pt-PT, pt",
        "fr-CA, fr-CA",
        "es, es-ES",
        "es-MX, es-ES",
        "es-US, es-US",
        "zh-Hans-CN, zh-CN",
        "nl, ",
        ", "
    })
    void nearestLanguageOfCredlyIsAsked(@Nullable String tag, @Nullable String locale) {
        assertThat(CredlyLocales.of(tag).orElse(null)).isEqualTo(locale);
    }
}
