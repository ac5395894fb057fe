package org.badgebridge.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where a platform puts something, as an admin writes it: a JSON Pointer (RFC 6901) such as
/// `/data/user/email`, a header such as `header:X-Topic`, or after `=` a text in which places in
/// braces are replaced, such as `={/resource}.{/action}` or the constant `=course_completed`.
sealed interface Place {

    int LONGEST = 255;
    String WORDS =
            "A JSON Pointer such as /data/user/email, a header such as header:X-Topic, or after ="
                    + " a text with such places in braces, at most %d characters"
                            .formatted(LONGEST);

    /// What is there; empty when it is absent, null, or blank text.
    Optional<Object> in(Payload payload);

    /// The headers that it needs.
    Stream<String> headers();

    static Optional<Place> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        if (text.startsWith(Text.MARK)) {
            return Text.of(text.substring(Text.MARK.length())).map(Place.class::cast);
        }
        return single(text);
    }

    private static Optional<Place> single(String text) {
        if (Pointer.FORM.matcher(text).matches()) {
            return Optional.of(new Pointer(text));
        }
        return text.startsWith(Header.MARK)
                        && Header.NAME.matcher(text.substring(Header.MARK.length())).matches()
                ? Optional.of(new Header(text.substring(Header.MARK.length())))
                : Optional.empty();
    }

    private static Optional<Object> something(Optional<Object> found) {
        return found.filter(value -> !(value instanceof String text && text.isBlank()));
    }

    record Pointer(String pointer) implements Place {

        static final Pattern FORM = Pattern.compile("(/([^~/]|~[01])*)+");

        static boolean fits(String text) {
            return text.length() <= LONGEST && FORM.matcher(text).matches();
        }

        @Override
        public Optional<Object> in(Payload payload) {
            return something(payload.data().at(pointer));
        }

        @Override
        public Stream<String> headers() {
            return Stream.empty();
        }

        @Override
        public String toString() {
            return pointer;
        }
    }

    record Header(String name) implements Place {

        static final String MARK = "header:";

        /// RFC 9110, section 5.1.
        static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

        @Override
        public Optional<Object> in(Payload payload) {
            return something(payload.header(name));
        }

        @Override
        public Stream<String> headers() {
            return Stream.of(name);
        }

        @Override
        public String toString() {
            return MARK + name;
        }
    }

    /// A text with places in it; there only when all of them are.
    record Text(String template, List<Place> places) implements Place {

        static final String MARK = "=";
        private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}");
        private static final Pattern BRACE = Pattern.compile("[{}]");

        public Text {
            places = List.copyOf(places);
        }

        static Optional<Text> of(String template) {
            // A brace that encloses no place is a slip, and would be taken for a constant.
            if (BRACE.matcher(BRACES.matcher(template).replaceAll("")).find()) {
                return Optional.empty();
            }
            List<Place> places = new ArrayList<>();
            Matcher braces = BRACES.matcher(template);
            while (braces.find()) {
                Optional<Place> place = single(braces.group(1));
                if (place.isEmpty()) {
                    return Optional.empty();
                }
                places.add(place.get());
            }
            return template.isBlank() ? Optional.empty() : Optional.of(new Text(template, places));
        }

        boolean isConstant() {
            return places.isEmpty();
        }

        @Override
        public Optional<Object> in(Payload payload) {
            Matcher braces = BRACES.matcher(template);
            StringBuilder text = new StringBuilder();
            for (Place place : places) {
                Optional<String> value = place.in(payload).flatMap(Text::word);
                if (!braces.find() || value.isEmpty()) {
                    return Optional.empty();
                }
                braces.appendReplacement(text, Matcher.quoteReplacement(value.get()));
            }
            return Optional.of(braces.appendTail(text).toString());
        }

        private static Optional<String> word(Object value) {
            return switch (value) {
                case String text -> Optional.of(text);
                case Number number -> Optional.of(number.toString());
                case Boolean bool -> Optional.of(bool.toString());
                default -> Optional.empty();
            };
        }

        @Override
        public Stream<String> headers() {
            return places.stream().flatMap(Place::headers);
        }

        @Override
        public String toString() {
            return MARK + template;
        }
    }
}
