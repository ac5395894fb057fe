package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.Attribute;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.function.settingsapi.http.Fields;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads what an admin chooses for the badges of a template; what is not there stays as it was.
record TemplateChoices(Offers offers) {

    private static final int MOST_WORD = 20;
    private static final int MOST_ATTRIBUTES = 50;
    private static final int MOST_POINTER = 255;

    private static final String ATTRIBUTES = "attribute_pointers";

    Template.Choices read(Fields in, Template of) {
        Template.Choices were = of.choices();
        Template.Renewal renewal =
                in.parsed(
                                "renewal",
                                MOST_WORD,
                                text -> named(Template.Renewal.values(), text),
                                "must be ignore or replace")
                        .orElse(were.renewal());
        Template.OnRevoke onRevoke =
                in.parsed(
                                "on_revoke",
                                MOST_WORD,
                                text ->
                                        named(Template.OnRevoke.values(), text)
                                                .filter(each -> offers.ending(of.id(), each)),
                                "must be one of " + endings(of.id()))
                        .orElse(were.onRevoke());
        boolean quiet = in.flag("quiet").orElse(were.quiet());
        offers.refuseQuiet(of.id(), quiet).ifPresent(why -> in.wrong("quiet", why));
        Map<String, String> attributes = in.textMap(ATTRIBUTES).orElse(were.attributes());
        check(in, of, attributes);
        return new Template.Choices(renewal, onRevoke, quiet, attributes);
    }

    /// What was chosen before stays possible: the provider may have removed it since.
    private static void check(Fields in, Template of, Map<String, String> attributes) {
        if (attributes.size() > MOST_ATTRIBUTES) {
            in.wrong(ATTRIBUTES, "must be at most %d attributes".formatted(MOST_ATTRIBUTES));
            return;
        }
        attributes.forEach((name, pointer) -> {
            String field = ATTRIBUTES + "." + name;
            if (of.attribute(name).isEmpty() && !of.choices().attributes().containsKey(name)) {
                in.wrong(field, "the provider has no such attribute; it has " + attributes(of));
            }
            if (pointer.length() > MOST_POINTER || !EventData.isPointer(pointer)) {
                in.wrong(field, "must be a JSON Pointer such as /data/score");
            }
        });
    }

    private static String attributes(Template of) {
        return of.attributes().isEmpty()
                ? "none for this template: make it there, then sync the connection"
                : of.attributes().stream().map(Attribute::name).collect(Collectors.joining(", "));
    }

    private String endings(TemplateId id) {
        return Arrays.stream(Template.OnRevoke.values())
                .filter(each -> offers.ending(id, each))
                .map(TemplateChoices::word)
                .collect(Collectors.joining(", "));
    }

    private static <E extends Enum<E>> Optional<E> named(E[] all, String text) {
        return Arrays.stream(all).filter(each -> word(each).equals(text)).findFirst();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
