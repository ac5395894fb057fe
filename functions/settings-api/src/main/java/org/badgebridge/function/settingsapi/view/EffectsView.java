package org.badgebridge.function.settingsapi.view;

/// How many learners would gain or lose a template's badge were its rules others, and how many have
/// it and would keep it; `more` when counting stopped before the end.
public record EffectsView(long gain, long lose, long have, boolean more) {}
