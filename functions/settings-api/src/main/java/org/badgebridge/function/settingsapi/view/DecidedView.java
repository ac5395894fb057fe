package org.badgebridge.function.settingsapi.view;

import org.jspecify.annotations.Nullable;

/// How many deliveries were let through or discarded, or would be in a dry run. `unproven` were
/// left alone because nothing proves who sent them. `next` is where another call goes on.
public record DecidedView(boolean dryRun, int count, int unproven, @Nullable String next) {}
