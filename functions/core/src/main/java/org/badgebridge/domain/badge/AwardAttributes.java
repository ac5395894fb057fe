package org.badgebridge.domain.badge;

import org.badgebridge.domain.account.Attribute;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.learner.Fact;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a badge bears beside its dates: the values by the provider's names for them. A badge is
/// worth more than its attributes, so what cannot be told is left out, and `missing` says in a
/// sentence each why. `toString` tells no value.
public record AwardAttributes(Map<String, String> values, List<String> missing) {

    public static final AwardAttributes NONE = new AwardAttributes(Map.of(), List.of());

    public AwardAttributes {
        values = Map.copyOf(values);
        missing = List.copyOf(missing);
    }

    /// What the event that earned a badge says of the attributes that were chosen for its template;
    /// only of those that the provider has.
    public static AwardAttributes of(Template template, Optional<Fact> earnedBy) {
        Map<String, String> values = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        new TreeMap<>(template.choices().attributes())
                .forEach((name, pointer) -> {
                    Optional<Attribute> there = template.attribute(name);
                    Optional<Object> found = earnedBy.flatMap(fact -> fact.data().at(pointer));
                    Optional<String> written =
                            there.flatMap(attribute -> found.flatMap(attribute::written));
                    written.ifPresentOrElse(
                            value -> values.put(name, value),
                            () ->
                                    missing.add(
                                            "Without \"%s\": %s."
                                                    .formatted(name, why(there, found, pointer))));
                });
        return new AwardAttributes(values, missing);
    }

    private static String why(Optional<Attribute> there, Optional<Object> found, String pointer) {
        if (there.isEmpty()) {
            return "the provider has no such attribute";
        }
        return found.isEmpty()
                ? "the event that earned it says nothing at " + pointer
                : "what the event says at %s is %s"
                        .formatted(
                                pointer,
                                switch (there.get().kind()) {
                                    case TEXT -> "no text of a sensible length";
                                    case DATE -> "no date";
                                    case EMAIL -> "no e-mail address";
                                    case IMAGE -> "no URL of an image";
                                });
    }

    /// Why something is left out, for the badge's history; empty when nothing is.
    public String remark() {
        return String.join(" ", missing);
    }

    @Override
    public String toString() {
        return "AwardAttributes" + values.keySet();
    }
}
