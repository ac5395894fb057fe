package org.badgebridge.intake;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Takes out of a payload what must not be kept: passwords, tokens, payment data. A removed value
/// leaves a null, which shows where it was and means the same as absent. Names are compared in
/// lower case and without punctuation, so that `user_pass`, `userPass` and `User-Pass` are one.
///
/// WordPress plugins serialize whole users, password hash included, hence a list for all platforms.
final class Redaction {

    private static final Set<String> EXACT =
            Set.of("pass", "pwd", "userpass", "auth", "cookie", "pin", "cvc", "cvv", "iban", "ssn");
    private static final List<String> ENDS =
            List.of("token", "secret", "apikey", "privatekey", "activationkey");
    private static final List<String> PARTS =
            List.of("password", "passwd", "authorization", "creditcard", "cardnumber");
    private static final String BILLING = "billing";

    private final Set<String> more;
    private final Set<String> places;

    /// `more` are further names, as [#names] gives them; `places` are JSON Pointers of what is not
    /// to be kept whatever it is called.
    Redaction(Set<String> more, Set<String> places) {
        this.more = more;
        this.places = places;
    }

    static Set<String> names(Collection<String> names) {
        return names.stream().map(Redaction::plain).collect(Collectors.toUnmodifiableSet());
    }

    /// What was read as JSON, without what is not to be kept.
    Object of(Object json) {
        Object kept = kept(json);
        places.forEach(pointer -> remove(kept, pointer));
        return kept;
    }

    // The copy is ours to change.
    @SuppressWarnings("unchecked")
    private static void remove(Object kept, String pointer) {
        int last = pointer.lastIndexOf('/');
        String name = pointer.substring(last + 1).replace("~1", "/").replace("~0", "~");
        Optional<Object> parent =
                last == 0 ? Optional.of(kept) : Json.at(kept, pointer.substring(0, last));
        switch (parent.orElse("")) {
            case Map<?, ?> map when map.containsKey(name) ->
                    ((Map<String, @Nullable Object>) map).put(name, null);
            // An element of a list that is a secret takes the list with it.
            case List<?> list when last > 0 -> list.replaceAll(_ -> null);
            default -> {}
        }
    }

    // Recursion ends where the reader's nesting limit does.
    private Object kept(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((name, child) ->
                        copy.put(
                                (String) name,
                                child == null || hides((String) name) ? null : kept(child)));
                yield copy;
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                for (@Nullable Object child : list) {
                    copy.add(child == null ? null : kept(child));
                }
                yield copy;
            }
            default -> value;
        };
    }

    private boolean hides(String name) {
        String plain = plain(name);
        return EXACT.contains(plain)
                || more.contains(plain)
                || plain.startsWith(BILLING)
                || ENDS.stream().anyMatch(plain::endsWith)
                || PARTS.stream().anyMatch(plain::contains);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
