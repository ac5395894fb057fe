package org.badgebridge.function.settingsapi.view;

/// How many badges wait in a hold; `more` when we stopped counting.
public record WaitingView(int badges, boolean more) {}
