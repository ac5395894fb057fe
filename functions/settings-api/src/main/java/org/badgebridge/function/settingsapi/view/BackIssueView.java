package org.badgebridge.function.settingsapi.view;

/// What a back-issue would do, without doing anything: how many learners would get the badge, and
/// how many have one already; `more` when counting stopped before the end.
public record BackIssueView(boolean dryRun, long count, long have, boolean more) {}
