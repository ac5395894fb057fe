package org.badgebridge.function.settingsapi.view;

import java.util.List;

/// What a push would look at, without doing anything.
public record DryRunView(boolean dryRun, List<Line> certificates) {

    /// One certificate: `push` with the templates that have a rule for it, `earns_nothing`,
    /// `not_held` (it was taken back) or `unknown`.
    public record Line(String id, String result, List<String> templates) {}
}
