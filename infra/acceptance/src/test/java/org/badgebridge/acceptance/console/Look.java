package org.badgebridge.acceptance.console;

import java.util.List;
import java.util.Map;

/// How people look at the console.
///
/// @param scheme the colours that they prefer, `light` or `dark`
/// @param width in CSS pixels
record Look(String scheme, int width) {

    static final Look USUAL = new Look("light", 1280);
    static final Look DARK = new Look("dark", 1280);
    static final Look NARROW = new Look("light", 320);

    private static final int HEIGHT = 900;

    Map<String, Object> media() {
        Map<String, String> colours = Map.of("name", "prefers-color-scheme", "value", scheme);
        // Nothing moves, so that a picture shows what is there in the end.
        Map<String, String> still = Map.of("name", "prefers-reduced-motion", "value", "reduce");
        return Map.of("features", List.of(colours, still));
    }

    Map<String, Object> screen() {
        return Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false);
    }

    @Override
    public String toString() {
        return scheme + "-" + width;
    }
}
