package org.badgebridge.function.settingsapi.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import org.badgebridge.intake.Preset;

import java.util.Map;

/// How one platform proves and words its posts; `how_to` is Markdown for who sets it up, `sample` a
/// post to try.
public record PresetView(
        String id,
        String title,
        String howTo,
        @JsonUnwrapped IntakeView intake,
        SampleView sample) {

    /// A post without its proof.
    public record SampleView(Map<String, String> headers, String body) {}

    public static PresetView of(Preset preset, String sample) {
        return new PresetView(
                preset.id(),
                preset.title(),
                preset.howTo(),
                IntakeView.of(preset),
                new SampleView(preset.sample().headers(), sample));
    }
}
