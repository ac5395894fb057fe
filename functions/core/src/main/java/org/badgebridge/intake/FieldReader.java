package org.badgebridge.intake;

import org.badgebridge.intake.Places.Found;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the fields of one payload and gathers all that is wrong with them, in words that hold no
/// value. Not thread-safe.
final class FieldReader {

    private static final Pattern EMAIL =
            Pattern.compile(
                    "[^\\s@<>(),;:\"\\\\\\[\\]\\p{Cntrl}]+@[^\\s@<>(),;:\"\\\\\\p{Cntrl}]+\\.[^\\s@<>(),;:\"\\\\.\\p{Cntrl}]+");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
    private static final Pattern LOCALE =
            Pattern.compile("[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private final Wording wording;
    private final Payload payload;
    private final List<String> problems = new ArrayList<>();

    FieldReader(Wording wording, Payload payload) {
        this.wording = wording;
        this.payload = payload;
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    void problem(String words) {
        problems.add(words);
    }

    boolean has(Field field) {
        return find(field).isPresent();
    }

    private Optional<Found> find(Field field) {
        return wording.fields().of(field).first(payload);
    }

    /// The places where a field may be, for a sentence that says it is missing.
    String places(Field field) {
        Places places = wording.fields().of(field);
        return places.all().isEmpty()
                ? "field.%s (which is set nowhere)".formatted(field.word())
                : places.toString();
    }

    /// Text or a whole number; empty when absent or, then with a problem, not an id.
    @Nullable String id(Field field) {
        Found found = find(field).orElse(null);
        if (found == null) {
            return null;
        }
        String text =
                switch (found.value()) {
                    case String words -> words.strip();
                    case Integer number -> number.toString();
                    case Long number -> number.toString();
                    case BigInteger number -> number.toString();
                    default -> "";
                };
        if (text.isEmpty()
                || text.length() > Limits.ID
                || CONTROL.matcher(text).find()
                || !encodable(text)) {
            problem(
                    "%s must be text of at most %d characters, or a whole number."
                            .formatted(found.place(), Limits.ID));
            return null;
        }
        return text;
    }

    /// A name for people, on one line; empty when absent.
    String name(Field field) {
        return name(wording.fields().of(field));
    }

    /// What the platform itself says, without the constants that stand in for it.
    String toldName(Field field) {
        return name(wording.fields().of(field).told());
    }

    /// What stands in for a name that the platform does not say.
    String nameInstead(Field field) {
        return name(wording.fields().of(field).constants());
    }

    private String name(Places places) {
        Found found = places.first(payload).orElse(null);
        if (found == null) {
            return "";
        }
        String text =
                found.value() instanceof String words
                        ? BLANKS.matcher(words).replaceAll(" ").strip()
                        : null;
        if (text == null || text.length() > Limits.NAME || !encodable(text)) {
            problem(
                    "%s must be text of at most %d characters."
                            .formatted(found.place(), Limits.NAME));
            return "";
        }
        return text;
    }

    /// The address in lower case, or why there is none.
    Email email() {
        Found found = find(Field.EMAIL).orElse(null);
        if (found == null) {
            return new Email.None();
        }
        String text =
                found.value() instanceof String words ? words.strip().toLowerCase(Locale.ROOT) : "";
        return text.length() <= Limits.EMAIL && EMAIL.matcher(text).matches() && encodable(text)
                ? new Email.Of(text)
                : new Email.Bad(found.place());
    }

    /// A language tag such as `de` or `pt-BR`; what is no such tag is as good as none.
    @Nullable String locale() {
        return find(Field.LOCALE)
                .map(Found::value)
                .filter(value -> value instanceof String text && LOCALE.matcher(text).matches())
                .map(value -> ((String) value).replace('_', '-'))
                .orElse(null);
    }

    /// A link that a browser may be sent to. What is no such link, like the `#` that some platforms
    /// send, is as good as none.
    @Nullable String url(Field field) {
        Found found = find(field).orElse(null);
        if (found == null || !(found.value() instanceof String words)) {
            return null;
        }
        String text = words.strip();
        if (text.length() > Limits.URL) {
            problem("%s must have at most %d characters.".formatted(found.place(), Limits.URL));
            return null;
        }
        return isWebLink(text) ? text : null;
    }

    private static boolean isWebLink(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme();
            return uri.getHost() != null
                    && ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @Nullable Instant time(Field field) {
        Found found = find(field).orElse(null);
        if (found == null) {
            return null;
        }
        Optional<Instant> time = Times.read(found.value(), wording.zone());
        if (time.isEmpty()) {
            problem("%s must be %s.".formatted(found.place(), Times.RIGHT));
        }
        return time.orElse(null);
    }

    /// Like [#time]; zero, as WordPress and Moodle plugins write "never", is none.
    @Nullable Instant expiry(Field field) {
        Found found = find(field).orElse(null);
        boolean never =
                found != null
                        && switch (found.value()) {
                            case Integer number -> number == 0;
                            case BigDecimal number -> number.signum() == 0;
                            case String text -> text.strip().equals("0");
                            default -> false;
                        };
        return never ? null : time(field);
    }

    private static boolean encodable(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /// What a payload has for an e-mail address.
    sealed interface Email {

        record Of(String address) implements Email {
            @Override
            public String toString() {
                return "Of[…]";
            }
        }

        record None() implements Email {}

        record Bad(Place place) implements Email {}
    }
}
