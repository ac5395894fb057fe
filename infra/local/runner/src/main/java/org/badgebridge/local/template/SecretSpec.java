package org.badgebridge.local.template;

import org.jspecify.annotations.Nullable;

/// A secret.
///
/// @param value given in the template; null when generated or empty
/// @param generated how to make a value once; null when given or empty
public record SecretSpec(
        String logicalId, String name, @Nullable String value, @Nullable GeneratedText generated) {

    /// GenerateSecretString.
    ///
    /// @param alphabet the characters to draw from
    /// @param template a JSON object that gets the text under `key`; null for the bare text
    public record GeneratedText(
            int length, String alphabet, @Nullable String template, @Nullable String key) {}

    @Override
    public String toString() {
        return "SecretSpec[" + logicalId + ", name=" + name + "]";
    }
}
