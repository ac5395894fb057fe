package org.badgebridge.intake;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/// How the posts of a platform are taken apart. `headers` travel on with an event, besides those in
/// which something is looked for; `redactions` are names of members that are removed besides the
/// usual ones.
record Shape(BodyForm body, @Nullable Items items, List<String> headers, Set<String> redactions) {

    Shape {
        headers = List.copyOf(headers);
        redactions = Set.copyOf(redactions);
    }

    Shape with(BodyForm other) {
        return new Shape(other, items, headers, redactions);
    }

    Shape with(Items others) {
        return new Shape(body, others, headers, redactions);
    }
}
