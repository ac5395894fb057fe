package org.badgebridge.listing;

import org.badgebridge.port.Audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Which entries of the audit are asked for.
public final class AuditFilter {

    /// The parts that there are.
    public static final List<String> NAMES = List.of("who", "subject", "since", "until");

    private static final int MOST_LENGTH = 300;

    private AuditFilter() {}

    /// Reads the parts; `wrong` hears what is wrong with which.
    public static Audit.Query of(Map<String, String> given, BiConsumer<String, String> wrong) {
        FilterText text = new FilterText(given, wrong);
        return new Audit.Query(
                text.parsed("who", AuditFilter::text, "at most 300 characters"),
                text.parsed("subject", AuditFilter::text, "such as connection:main"),
                text.time("since"),
                text.time("until"));
    }

    private static Optional<String> text(String text) {
        return Optional.of(text).filter(t -> t.length() <= MOST_LENGTH);
    }
}
