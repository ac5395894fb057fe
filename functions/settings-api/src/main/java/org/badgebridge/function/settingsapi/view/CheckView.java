package org.badgebridge.function.settingsapi.view;

/// How a connection test ended, in one sentence.
public record CheckView(boolean ok, String message) {}
