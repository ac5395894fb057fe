package org.badgebridge.port;

/// How many there are; `more` when counting stopped before the end.
public record Count(long count, boolean more) {}
