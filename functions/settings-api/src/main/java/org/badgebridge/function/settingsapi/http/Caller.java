package org.badgebridge.function.settingsapi.http;

/// Who calls, as a verified token names them, and what they may do.
public record Caller(String who, Access access) {

    /// Whoever calls a route that is open.
    public static final Caller ANYONE = new Caller("", Access.VIEWER);
}
