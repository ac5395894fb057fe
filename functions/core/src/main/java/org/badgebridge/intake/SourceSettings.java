package org.badgebridge.intake;

import org.badgebridge.domain.event.EventType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The settings by which a source differs from its preset: those of the scheme by their name,
/// `field.<name>` for the JSON Pointer of a field, `event` for the pointer of the event name, and
/// `event.<name>` for what an event name means (one of our types, or `ignore`).
public final class SourceSettings {

    private static final String FIELD = "field.";
    private static final String EVENT = "event";
    private static final String EVENT_NAME = "event.";

    private static final Pattern POINTER = Pattern.compile("(/([^~/]|~[01])*)+");

    private SourceSettings() {}

    /// What is wrong with a source's settings; empty when nothing is.
    public static List<Problem> check(Preset preset, Map<String, String> settings) {
        List<Problem> problems = new ArrayList<>();
        new TreeMap<>(settings)
                .forEach((name, value) -> {
                    String remedy = remedy(preset, target(preset, name), value);
                    if (!remedy.isEmpty()) {
                        problems.add(new Problem(name, remedy));
                    }
                });
        return problems;
    }

    private static String remedy(Preset preset, Target target, String value) {
        return switch (target) {
            case Target.OfScheme(Scheme.Form form) -> form.fits(value) ? "" : form.remedy();
            case Target.Place _, Target.NamePlace _ ->
                    isPointer(value)
                            ? ""
                            : "A JSON Pointer such as /data/user/email, at most %d characters."
                                    .formatted(Limits.ID);
            case Target.Name _ ->
                    EventNames.Meaning.ofWord(value).isPresent()
                            ? ""
                            : "One of %s, or ignore.".formatted(types());
            case Target.Unknown _ ->
                    "There is no such setting. There are %s."
                            .formatted(String.join(", ", known(preset)));
        };
    }

    static boolean isPointer(String text) {
        return text.length() <= Limits.ID && POINTER.matcher(text).matches();
    }

    static Target target(Preset preset, String name) {
        Scheme.Form form = preset.scheme().settings().get(name);
        if (form != null) {
            return new Target.OfScheme(form);
        }
        if (name.equals(EVENT)) {
            return new Target.NamePlace();
        }
        if (name.startsWith(EVENT_NAME) && name.length() > EVENT_NAME.length()) {
            return new Target.Name(name.substring(EVENT_NAME.length()));
        }
        if (name.startsWith(FIELD)) {
            return Field.ofWord(name.substring(FIELD.length()))
                    .<Target>map(Target.Place::new)
                    .orElseGet(Target.Unknown::new);
        }
        return new Target.Unknown();
    }

    private static List<String> known(Preset preset) {
        List<String> names = new ArrayList<>();
        preset.settings().forEach(setting -> names.add(setting.name()));
        names.add(EVENT);
        names.add("event.<name>");
        for (Field field : Field.values()) {
            names.add(FIELD + field.word());
        }
        return names;
    }

    private static String types() {
        return Arrays.stream(EventType.values())
                .map(EventType::word)
                .collect(Collectors.joining(", "));
    }

    /// A setting that cannot stand: which, and what would be right.
    public record Problem(String field, String remedy) {}

    /// What a setting is about.
    sealed interface Target {

        record OfScheme(Scheme.Form form) implements Target {}

        record Place(Field field) implements Target {}

        record NamePlace() implements Target {}

        record Name(String name) implements Target {}

        record Unknown() implements Target {}
    }
}
