package org.badgebridge.intake;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// How one learning platform signs and words its posts. `howTo` is Markdown for the admin who sets
/// it up; `headers` travel on with an event; `redactions` are names of members that are removed
/// besides the usual ones.
public record Preset(
        String id,
        String title,
        String howTo,
        Scheme scheme,
        List<Setting> settings,
        EventNames event,
        FieldMap fields,
        List<String> headers,
        Set<String> redactions) {

    public Preset {
        settings = List.copyOf(settings);
        headers = List.copyOf(headers);
        redactions = Set.copyOf(redactions);
    }

    /// The value of one of the scheme's settings; presets have them all.
    String setting(String name) {
        for (Setting setting : settings) {
            if (setting.name().equals(name)) {
                return setting.value();
            }
        }
        throw new IllegalArgumentException("preset " + id + " has no setting " + name);
    }

    /// The same preset with a source's own settings, which must be free of problems.
    Preset with(Map<String, String> own) {
        EventNames names = event;
        FieldMap map = fields;
        for (Map.Entry<String, String> entry : own.entrySet()) {
            switch (SourceSettings.target(this, entry.getKey())) {
                case SourceSettings.Target.Place(Field field) ->
                        map = map.with(field, entry.getValue());
                case SourceSettings.Target.NamePlace() -> names = names.at(entry.getValue());
                case SourceSettings.Target.Name(String name) ->
                        names =
                                names.with(
                                        name,
                                        EventNames.Meaning.ofWord(entry.getValue()).orElseThrow());
                case SourceSettings.Target.OfScheme _, SourceSettings.Target.Unknown _ -> {}
            }
        }
        List<Setting> values =
                settings.stream().map(setting -> setting.or(own.get(setting.name()))).toList();
        return new Preset(id, title, howTo, scheme, values, names, map, headers, redactions);
    }
}
