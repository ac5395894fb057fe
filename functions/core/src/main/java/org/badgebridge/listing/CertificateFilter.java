package org.badgebridge.listing;

import org.badgebridge.port.CertificateQuery;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// Which certificates an admin asks for. `parts` is the filter as it was asked, for a job to go on
/// with.
public record CertificateFilter(Map<String, String> parts, CertificateQuery query) {

    /// The parts that there are.
    public static final List<String> NAMES =
            List.of("source", "course", "learner", "since", "until");

    public CertificateFilter {
        parts = Map.copyOf(parts);
    }

    /// Reads the parts; `wrong` hears what is wrong with which. Others than [#NAMES] are ignored.
    public static CertificateFilter of(
            Map<String, String> given, BiConsumer<String, String> wrong) {
        FilterText text = new FilterText(given, wrong);
        Map<String, String> parts = new TreeMap<>(given);
        parts.keySet().retainAll(NAMES);
        return new CertificateFilter(
                parts,
                new CertificateQuery(
                        text.source(),
                        text.course(),
                        text.learner(),
                        text.time("since"),
                        text.time("until")));
    }
}
