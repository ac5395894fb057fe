package org.badgebridge.intake;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A preset as it is written down, in `presets/<id>.json`.
record PresetFile(
        String title,
        List<String> howTo,
        String scheme,
        List<SettingLine> settings,
        EventLines event,
        Map<String, List<String>> fields,
        List<String> headers,
        List<String> redactions) {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();

    record SettingLine(String name, String title, String value) {}

    record EventLines(List<String> pointers, Map<String, String> types) {}

    /// Throws IllegalStateException, saying what to mend, when the file is not a preset.
    static Preset read(String id, InputStream file) {
        try {
            return MAPPER.readValue(file, PresetFile.class).preset(id);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("presets/%s.json: %s".formatted(id, e.getMessage()), e);
        }
    }

    private Preset preset(String id) {
        Scheme known =
                Scheme.ofWord(scheme)
                        .orElseThrow(() -> wrong("scheme", "there is no scheme " + scheme));
        Map<Field, List<String>> map = new EnumMap<>(Field.class);
        fields.forEach((name, pointers) ->
                map.put(
                        Field.ofWord(name).orElseThrow(() -> wrong("fields", "no field " + name)),
                        pointers(name, pointers)));
        Map<String, EventNames.Meaning> meanings = new LinkedHashMap<>();
        event.types()
                .forEach((name, word) ->
                        meanings.put(
                                name,
                                EventNames.Meaning.ofWord(word)
                                        .orElseThrow(() -> wrong("event", "no type " + word))));
        List<Setting> values = new ArrayList<>();
        settings.forEach(line -> values.add(new Setting(line.name(), line.title(), line.value())));
        Preset preset =
                new Preset(
                        id,
                        title,
                        String.join("\n", howTo),
                        known,
                        values,
                        new EventNames(pointers("event", event.pointers()), meanings),
                        new FieldMap(map),
                        headers,
                        Redaction.names(redactions));
        checkSettings(preset);
        return preset;
    }

    private static void checkSettings(Preset preset) {
        Map<String, String> values = new LinkedHashMap<>();
        preset.settings().forEach(setting -> values.put(setting.name(), setting.value()));
        if (!values.keySet().equals(preset.scheme().settings().keySet())) {
            throw wrong("settings", "must be " + preset.scheme().settings().keySet());
        }
        List<SourceSettings.Problem> problems = SourceSettings.check(preset, values);
        if (!problems.isEmpty()) {
            throw wrong("settings", problems.toString());
        }
    }

    private static List<String> pointers(String what, List<String> pointers) {
        for (String pointer : pointers) {
            if (!SourceSettings.isPointer(pointer)) {
                throw wrong(what, pointer + " is not a JSON Pointer");
            }
        }
        return pointers;
    }

    private static IllegalArgumentException wrong(String where, String what) {
        return new IllegalArgumentException(where + ": " + what);
    }
}
