package org.badgebridge.intake;

/// One setting of a scheme: what it means, and the value that holds unless a preset or a source
/// sets its own.
public record Setting(String name, String title, String value) {}
