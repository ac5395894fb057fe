package org.badgebridge.intake;

import org.jspecify.annotations.Nullable;

/// One setting of a preset's scheme: what it means, and the value that holds unless a source sets
/// its own.
public record Setting(String name, String title, String value) {

    Setting or(@Nullable String own) {
        return own == null ? this : new Setting(name, title, own);
    }
}
