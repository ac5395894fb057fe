package org.badgebridge.function.settingsapi.view;

import org.jspecify.annotations.Nullable;

/// How a connection test ended, in a sentence or two. `warning`: what soon keeps badges from being
/// issued although the test was passed.
public record CheckView(boolean ok, String message, @Nullable String warning) {

    public static CheckView failed(String message) {
        return new CheckView(false, message, null);
    }
}
