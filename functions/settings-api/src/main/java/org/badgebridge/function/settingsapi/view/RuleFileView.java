package org.badgebridge.function.settingsapi.view;

import java.util.List;

/// Rules to take along, as they can be imported. `version` is the form's.
public record RuleFileView(int version, List<RuleView> rules) {

    public RuleFileView {
        rules = List.copyOf(rules);
    }
}
