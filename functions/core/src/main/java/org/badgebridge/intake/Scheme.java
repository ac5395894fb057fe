package org.badgebridge.intake;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A way to authenticate posts, as presets and sources name it: the settings that it takes, what
/// its secrets look like, and what it proves.
public enum Scheme {
    /// Standard Webhooks 1.0.0: id, time and body are signed; several secrets at once.
    STANDARD_WEBHOOKS(
            "standard-webhooks",
            "Standard Webhooks: id, time and content are signed",
            SecretForm.STANDARD,
            true,
            true),

    /// HMAC-SHA256 in a header, of the raw body or of a text with it.
    HMAC_SHA256(
            "hmac-sha256",
            "A header with an HMAC-SHA256 signature of the content",
            SecretForm.TEXT,
            true,
            false),

    /// The same with SHA-1, for platforms that have nothing better.
    HMAC_SHA1(
            "hmac-sha1",
            "A header with an HMAC-SHA1 signature of the content",
            SecretForm.TEXT,
            true,
            false),

    /// `t=…,v1=…` in a header: HMAC-SHA256 of time and raw body.
    TIMESTAMPED_HMAC(
            "timestamped-hmac",
            "A header with time and signature, as t=…,v1=…",
            SecretForm.TEXT,
            true,
            true),

    /// A header whose value is the secret.
    HEADER("header", "A header whose value is the secret", SecretForm.TEXT, false, false),

    /// `Authorization: Bearer` and the secret.
    BEARER(
            "bearer",
            "The header Authorization: Bearer with the secret",
            SecretForm.TEXT,
            false,
            false),

    /// `Authorization: Basic`; the secret is user and password.
    BASIC(
            "basic",
            "The header Authorization: Basic with user and password",
            SecretForm.CREDENTIALS,
            false,
            false),

    /// The secret in a field of the body, which is removed before anything is kept.
    BODY_TOKEN(
            "body-token", "A field of the content with the secret", SecretForm.TEXT, false, false),

    /// The body is a JSON Web Token, signed with a key that its platform publishes. It proves the
    /// time only if it has claims of one, which is up to the platform.
    JWT("jwt", "The content is a signed JSON Web Token (JWT)", SecretForm.NONE, true, false),

    /// The secret is the last part of the URL: for platforms that can sign nothing.
    PATH(
            "path",
            "The secret at the end of the URL, for platforms that can sign nothing",
            SecretForm.KEY,
            false,
            false);

    static final String TIME_HEADER = "time_header";

    private final String word;
    private final String title;
    private final SecretForm secret;
    private final boolean provesContent;
    private final boolean provesTime;

    Scheme(
            String word,
            String title,
            SecretForm secret,
            boolean provesContent,
            boolean provesTime) {
        this.word = word;
        this.title = title;
        this.secret = secret;
        this.provesContent = provesContent;
        this.provesTime = provesTime;
    }

    /// The name in presets and in the API.
    public String word() {
        return word;
    }

    /// What it is, for an admin who chooses one.
    public String title() {
        return title;
    }

    /// What its secrets look like.
    public SecretForm secret() {
        return secret;
    }

    /// Whether the post itself is signed, so that nobody on the way can have changed it.
    public boolean provesContent() {
        return provesContent;
    }

    /// Whether it is signed when the post was made, whatever its settings are.
    public boolean provesTime() {
        return provesTime;
    }

    /// The settings that it takes, each with the value that holds when nobody sets it.
    public List<Setting> usualSettings() {
        return settings().stream()
                .map(form -> new Setting(form.name(), form.title(), form.usual()))
                .toList();
    }

    /// The settings that it takes.
    List<Form> settings() {
        return switch (this) {
            case HMAC_SHA256, HMAC_SHA1 -> Settings.HMAC;
            case TIMESTAMPED_HMAC -> Settings.TIMESTAMPED_HMAC;
            case HEADER -> Settings.HEADER;
            case BODY_TOKEN -> List.of(Settings.POINTER);
            case JWT -> Settings.JWT;
            case STANDARD_WEBHOOKS, BEARER, BASIC, PATH -> List.of();
        };
    }

    Optional<Form> setting(String name) {
        return settings().stream().filter(form -> form.name().equals(name)).findFirst();
    }

    /// Whether a post that was caught on the way cannot be sent again much later.
    boolean provesTime(Map<String, String> values) {
        return provesTime || !values.getOrDefault(TIME_HEADER, "").isEmpty();
    }

    public static Optional<Scheme> ofWord(String word) {
        return Arrays.stream(values()).filter(scheme -> scheme.word.equals(word)).findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Scheme::word).toList();
    }

    /// A setting: what it means, what holds when nobody sets it, and what its value must look like,
    /// for machines and in words.
    record Form(String name, String title, String usual, Predicate<String> pattern, String remedy) {

        boolean fits(String value) {
            return pattern.test(value);
        }
    }

    /// The settings that schemes share.
    private static final class Settings {

        static final Form PREFIX =
                new Form(
                        "prefix",
                        "What stands before it in the header, such as sha256=",
                        "",
                        pattern("[\\x20-\\x7e]{0,40}"),
                        "At most 40 printable characters, such as sha256=; empty when nothing"
                                + " stands before it.");
        static final Form CLOCK_ZONE =
                new Form(
                        "clock_zone",
                        "The zone of the platform's clock, if it signs its local time for UTC",
                        "UTC",
                        Settings::isZone,
                        "A time zone such as UTC, Europe/Berlin or +02:00.");
        static final Form POINTER =
                new Form(
                        "pointer",
                        "The field with the secret",
                        "/token",
                        Place.Pointer::fits,
                        "A JSON Pointer such as /token.");
        static final Form JWKS =
                new Form(
                        "jwks",
                        "Where the platform publishes its keys (JWKS)",
                        "",
                        Jwt.SETS.asMatchPredicate(),
                        "One to five https URLs with blanks between them.");
        static final Form ISSUER =
                new Form(
                        "issuer",
                        "The issuer that a token must name, if any",
                        "",
                        pattern("[\\x21-\\x7e]{0,255}"),
                        "At most 255 characters without blanks; empty: any.");
        static final Form AUDIENCE =
                new Form(
                        "audience",
                        "The audience that a token must name, if any",
                        "",
                        pattern("[\\x21-\\x7e]{0,255}"),
                        "At most 255 characters without blanks; empty: any.");
        static final List<Form> HMAC =
                List.of(
                        header("X-Signature"),
                        new Form(
                                "encoding",
                                "How the signature is written: hex or base64",
                                "hex",
                                pattern("hex|base64"),
                                "Either hex or base64."),
                        PREFIX,
                        new Form(
                                "signed",
                                "What is signed: {body}, or a text with it and with headers",
                                "{body}",
                                text -> SignedText.parse(text).isPresent(),
                                "A text with {body} in it, and headers such as"
                                        + " {header:X-Timestamp}: {header:X-Timestamp}.{body}."),
                        new Form(
                                TIME_HEADER,
                                "The signed header with the time of the post, if any",
                                "",
                                text -> text.isEmpty() || isHeader(text),
                                "The name of a header with unix time in seconds, which `signed`"
                                        + " must have too; empty when there is none."));

        static final List<Form> TIMESTAMPED_HMAC = List.of(header("X-Signature"), CLOCK_ZONE);
        static final List<Form> HEADER = List.of(header("X-Webhook-Secret"), PREFIX);
        static final List<Form> JWT = List.of(JWKS, ISSUER, AUDIENCE);

        private Settings() {}

        static Form header(String usual) {
            return new Form(
                    "header",
                    "The header with the proof",
                    usual,
                    Settings::isHeader,
                    "The name of a header, such as X-Signature.");
        }

        private static Predicate<String> pattern(String pattern) {
            return Pattern.compile(pattern).asMatchPredicate();
        }

        private static boolean isHeader(String text) {
            return Place.Header.NAME.matcher(text).matches();
        }

        private static boolean isZone(String text) {
            return zone(text) != null;
        }
    }

    static @Nullable ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
