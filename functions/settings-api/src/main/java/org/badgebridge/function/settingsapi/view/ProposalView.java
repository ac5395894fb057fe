package org.badgebridge.function.settingsapi.view;

import java.util.List;
import java.util.Map;

/// The settings that captured posts speak for, and what those posts would become by them.
public record ProposalView(
        String preset,
        Map<String, String> settings,
        List<String> why,
        int captured,
        List<PreviewView> readings) {}
