package org.badgebridge.function.settingsapi.view;

import org.badgebridge.intake.Setting;

/// A setting of a scheme, and the value that holds unless a source has its own.
public record SettingView(String name, String title, String value) {

    static SettingView of(Setting setting) {
        return new SettingView(setting.name(), setting.title(), setting.value());
    }
}
