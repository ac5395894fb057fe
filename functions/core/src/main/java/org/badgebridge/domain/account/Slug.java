package org.badgebridge.domain.account;

import java.util.regex.Pattern;

/// The form of the ids that people see in URLs and that stand in keys and secret names: it has no
/// character that could end or split one of these.
public final class Slug {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private Slug() {}

    public static boolean fits(String value) {
        return FORM.matcher(value).matches();
    }

    static void check(String value, String what) {
        if (!fits(value)) {
            throw new IllegalArgumentException(
                    "%s must be 1 to 40 lower-case letters, digits or hyphens".formatted(what));
        }
    }
}
