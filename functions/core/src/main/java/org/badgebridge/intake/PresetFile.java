package org.badgebridge.intake;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A preset as it is written down, in `presets/<id>.json`. What a source can set as text is written
/// as the same text here.
record PresetFile(
        @JsonProperty(required = true) String title,
        @JsonProperty(required = true) List<String> howTo,
        @JsonProperty(required = true) Sample sample,
        @JsonProperty(required = true) String scheme,
        @Nullable Map<String, String> settings,
        @JsonProperty(required = true) String body,
        @Nullable Items items,
        @Nullable String zone,
        @JsonProperty(required = true) EventLines event,
        @JsonProperty(required = true) Map<String, List<String>> fields,
        @Nullable List<String> headers,
        @Nullable String unsignedPing,
        @Nullable List<String> redactions) {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    record EventLines(
            @JsonProperty(required = true) List<String> places,
            @JsonProperty(required = true) Map<String, String> types) {}

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
                Scheme.ofWord(scheme).orElseThrow(() -> wrong("scheme", "no scheme " + scheme));
        Map<String, String> values = settings == null ? Map.of() : settings;
        Preset preset =
                new Preset(
                        id,
                        title,
                        String.join("\n", howTo),
                        sample,
                        new Proof(known, values, ping()),
                        new Shape(
                                BodyForm.ofWord(body)
                                        .orElseThrow(() -> wrong("body", "no form " + body)),
                                items,
                                headers == null ? List.of() : headers,
                                Redaction.names(redactions == null ? List.of() : redactions)),
                        new Wording(
                                new EventNames(places("event", event.places()), meanings()),
                                fieldMap(),
                                zoneId()),
                        Preset.USUAL_ANSWER);
        List<SourceSettings.Problem> problems = SourceSettings.check(preset, values);
        if (!problems.isEmpty()) {
            throw wrong("settings", problems.toString());
        }
        return preset;
    }

    private @Nullable Pattern ping() {
        try {
            return unsignedPing == null ? null : Pattern.compile(unsignedPing);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("unsigned_ping: " + e.getMessage(), e);
        }
    }

    private @Nullable ZoneId zoneId() {
        ZoneId known = zone == null ? null : Scheme.zone(zone);
        if (zone != null && known == null) {
            throw wrong("zone", "no zone " + zone);
        }
        return known;
    }

    private Map<String, Meaning> meanings() {
        Map<String, Meaning> meanings = new LinkedHashMap<>();
        event.types()
                .forEach((name, text) ->
                        meanings.put(
                                name,
                                Meaning.parse(text)
                                        .orElseThrow(() -> wrong("event", "no meaning " + text))));
        return meanings;
    }

    private FieldMap fieldMap() {
        Map<Field, Places> map = new EnumMap<>(Field.class);
        fields.forEach((name, places) ->
                map.put(
                        Field.ofWord(name).orElseThrow(() -> wrong("fields", "no field " + name)),
                        places(name, places)));
        return new FieldMap(map);
    }

    private static Places places(String what, List<String> texts) {
        Optional<Places> places = Places.of(texts);
        return places.orElseThrow(() -> wrong(what, texts + " are not places"));
    }

    private static IllegalArgumentException wrong(String where, String what) {
        return new IllegalArgumentException(where + ": " + what);
    }
}
