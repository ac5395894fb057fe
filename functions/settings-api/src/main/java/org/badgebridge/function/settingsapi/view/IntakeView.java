package org.badgebridge.function.settingsapi.view;

import org.badgebridge.intake.Items;
import org.badgebridge.intake.Preset;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// How posts are proven and read, each value as the setting of a source would have it. `earns` is
/// the event by which a mapping earns its template, unless it says otherwise.
public record IntakeView(
        String scheme,
        ProofView proof,
        List<SettingView> settings,
        String body,
        @Nullable ItemsView items,
        @Nullable String zone,
        int answer,
        String event,
        Map<String, String> events,
        Map<String, String> fields,
        String earns) {

    /// A post with several events: the member with their array, and as which each is read.
    public record ItemsView(String from, String as) {

        static ItemsView of(Items items) {
            return new ItemsView(items.from(), items.as());
        }
    }

    public static IntakeView of(Preset preset) {
        return new IntakeView(
                preset.proof().scheme().word(),
                ProofView.of(preset.proof()),
                preset.settings().stream().map(SettingView::of).toList(),
                preset.body().word(),
                preset.items().map(ItemsView::of).orElse(null),
                preset.zone().orElse(null),
                preset.answer(),
                preset.eventPlaces(),
                preset.events(),
                preset.fields(),
                preset.earns().word());
    }
}
