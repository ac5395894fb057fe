package org.badgebridge.function.settingsapi.view;

import org.badgebridge.intake.Scheme;
import org.badgebridge.intake.SecretForm;

import java.util.List;

/// A way to authenticate posts, with its usual settings.
public record SchemeView(
        String word, String title, List<SettingView> settings, Proves proves, SecretNeed secret) {

    /// What a post proves besides that its sender knows a secret: that its content is the
    /// platform's own, and that its time is now.
    public record Proves(boolean content, boolean time) {}

    /// Whether a source must have a secret, which can be made here or come from the platform, and
    /// what one must be.
    public record SecretNeed(boolean needed, String form) {}

    public static SchemeView of(Scheme scheme) {
        return new SchemeView(
                scheme.word(),
                scheme.title(),
                scheme.usualSettings().stream().map(SettingView::of).toList(),
                new Proves(scheme.provesContent(), scheme.provesTime()),
                new SecretNeed(scheme.secret() != SecretForm.NONE, scheme.secret().words()));
    }
}
