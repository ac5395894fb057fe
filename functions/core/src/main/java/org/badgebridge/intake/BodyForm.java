package org.badgebridge.intake;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a platform writes its posts. Whatever the form, what is read is maps, lists, strings,
/// numbers, booleans and nulls.
public enum BodyForm {
    /// JSON; or form fields, when it is no JSON and said to be a form. (Moodle's local_webhooks
    /// posts JSON and calls it a form.)
    PLAIN("plain") {
        @Override
        Optional<Object> read(Post post) {
            Optional<Object> json = Json.read(post.body());
            return json.isPresent() || !post.contentType().equals(FORM)
                    ? json
                    : post.text().flatMap(BodyForm::fields);
        }
    },

    /// CloudEvents 1.0 over HTTP: structured, binary, or a batch. An event becomes an object with
    /// its attributes and `data`.
    CLOUDEVENTS("cloudevents") {
        @Override
        Optional<Object> read(Post post) {
            return CloudEventBody.read(post);
        }
    };

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int MOST_FIELDS = 1000;

    private final String word;

    BodyForm(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    static Optional<BodyForm> ofWord(String word) {
        return Arrays.stream(values()).filter(form -> form.word.equals(word)).findFirst();
    }

    /// The body, put into our form; empty when it is not of this one.
    abstract Optional<Object> read(Post post);

    /// A field that comes several times is a list.
    private static Optional<Object> fields(String text) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        String[] pairs = text.split("&", MOST_FIELDS + 1);
        if (pairs.length > MOST_FIELDS) {
            return Optional.empty();
        }
        for (String pair : pairs) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            try {
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
                fields.merge(name, value, BodyForm::both);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(fields);
    }

    private static Object both(Object one, Object other) {
        List<Object> all = new ArrayList<>(one instanceof List<?> list ? list : List.of(one));
        all.add(other);
        return all;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
