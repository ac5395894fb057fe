package org.badgebridge.function.settingsapi.view;

import org.badgebridge.intake.Preset;

import java.util.List;

/// How one platform signs and words its posts; `how_to` is Markdown for who sets it up. `earns` is
/// the event by which a mapping of such a source earns its template, unless it says otherwise.
public record PresetView(
        String id,
        String title,
        String howTo,
        String scheme,
        ProofView proof,
        List<SettingView> settings,
        String earns) {

    /// A setting that a source may have its own value for.
    public record SettingView(String name, String title, String value) {}

    public static PresetView of(Preset preset) {
        return new PresetView(
                preset.id(),
                preset.title(),
                preset.howTo(),
                preset.proof().scheme().word(),
                ProofView.of(preset.proof()),
                preset.settings().stream()
                        .map(s -> new SettingView(s.name(), s.title(), s.value()))
                        .toList(),
                preset.earns().word());
    }
}
