package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.Slug;
import org.badgebridge.domain.account.SourceId;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// Reads and makes the ids that people choose.
final class Ids {

    static final int MOST_LENGTH = 40;
    static final String FORM = "must be 1 to 40 lower-case letters, digits or hyphens";

    private static final int MOST_OF_NAME = 36;
    private static final int MOST_SUFFIX = 999;

    private Ids() {}

    static Optional<ConnectionId> connection(String text) {
        return Slug.fits(text) ? Optional.of(new ConnectionId(text)) : Optional.empty();
    }

    static Optional<SourceId> source(String text) {
        return Slug.fits(text) ? Optional.of(new SourceId(text)) : Optional.empty();
    }

    /// An id that is not taken, made from a name: "Écoles du Nord" becomes `ecoles-du-nord`, then
    /// `ecoles-du-nord-2`.
    static String fromName(String name, String otherwise, Predicate<String> taken) {
        String plain =
                Normalizer.normalize(name, Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-", "");
        String base = plain.substring(0, Math.min(plain.length(), MOST_OF_NAME));
        base = base.replaceAll("-$", "");
        String stem = base.isEmpty() ? otherwise : base;
        String id = stem;
        for (int n = 2; taken.test(id); n++) {
            if (n > MOST_SUFFIX) {
                throw new IllegalStateException("no id is left for this name");
            }
            id = stem + "-" + n;
        }
        return id;
    }
}
