package org.badgebridge.intake;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A way to authenticate posts, as presets name it, and the settings that it takes.
public enum Scheme {
    /// Standard Webhooks 1.0.0: id, time and body are signed; several secrets at once.
    STANDARD_WEBHOOKS("standard-webhooks"),

    /// HMAC-SHA256 of the raw body in a header.
    HMAC_SHA256("hmac-sha256");

    private static final Map<String, Form> HMAC_SETTINGS =
            Map.of(
                    "header",
                    new Form(
                            "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}",
                            "The name of a header, such as X-Signature."),
                    "encoding",
                    new Form("hex|base64", "Either hex or base64."),
                    "prefix",
                    new Form(
                            "[\\x21-\\x7e]{0,40}",
                            "What stands before the signature, such as sha256=, at most 40"
                                    + " printable characters; empty when nothing does."));

    private final String word;

    Scheme(String word) {
        this.word = word;
    }

    /// The name in presets and in the API.
    public String word() {
        return word;
    }

    Map<String, Form> settings() {
        return switch (this) {
            case STANDARD_WEBHOOKS -> Map.of();
            case HMAC_SHA256 -> HMAC_SETTINGS;
        };
    }

    static Optional<Scheme> ofWord(String word) {
        for (Scheme scheme : values()) {
            if (scheme.word.equals(word)) {
                return Optional.of(scheme);
            }
        }
        return Optional.empty();
    }

    /// What a setting's value must look like, for machines and in words.
    record Form(Pattern pattern, String remedy) {

        Form(String pattern, String remedy) {
            this(Pattern.compile(pattern), remedy);
        }

        boolean fits(String value) {
            return pattern.matcher(value).matches();
        }
    }
}
