package org.badgebridge.intake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a signature is made over: the raw body, perhaps with headers and fixed text around it, as
/// in `{header:X-Timestamp}.{body}`.
record SignedText(List<Part> parts) {

    private static final int LONGEST = 255;
    private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}|([^{}]+)");
    private static final String BODY = "body";

    SignedText {
        parts = List.copyOf(parts);
    }

    sealed interface Part {
        record Body() implements Part {}

        record Header(String name) implements Part {}

        record Fixed(String text) implements Part {}
    }

    /// Empty when the body is not in it exactly once, or something is neither text nor a header.
    static Optional<SignedText> parse(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher braces = BRACES.matcher(text);
        int end = 0;
        while (braces.find() && braces.start() == end) {
            Optional<Part> part = part(braces.group(1), braces.group(2));
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
            end = braces.end();
        }
        boolean body = parts.stream().filter(Part.Body.class::isInstance).count() == 1;
        return body && end == text.length() && text.length() <= LONGEST
                ? Optional.of(new SignedText(parts))
                : Optional.empty();
    }

    private static Optional<Part> part(String inBraces, String fixed) {
        if (inBraces == null) {
            return Optional.of(new Part.Fixed(fixed));
        }
        if (inBraces.equals(BODY)) {
            return Optional.of(new Part.Body());
        }
        String name =
                inBraces.startsWith(Place.Header.MARK)
                        ? inBraces.substring(Place.Header.MARK.length())
                        : "";
        return Place.Header.NAME.matcher(name).matches()
                ? Optional.of(new Part.Header(name))
                : Optional.empty();
    }

    boolean has(String header) {
        return parts.stream()
                .anyMatch(part ->
                        part instanceof Part.Header(String name)
                                && name.toLowerCase(Locale.ROOT)
                                        .equals(header.toLowerCase(Locale.ROOT)));
    }

    /// The bytes that are signed; the name of the header that is missing when one is.
    Of of(Post post) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Part part : parts) {
            switch (part) {
                case Part.Body() -> bytes.writeBytes(post.body());
                case Part.Fixed(String text) ->
                        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
                case Part.Header(String name) -> {
                    Optional<String> value = post.header(name);
                    if (value.isEmpty()) {
                        return new Of.Missing(name);
                    }
                    bytes.writeBytes(value.get().getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return new Of.Bytes(bytes);
    }

    sealed interface Of {
        record Bytes(ByteArrayOutputStream stream) implements Of {}

        record Missing(String header) implements Of {}
    }
}
