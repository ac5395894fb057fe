/// The shapes that the API answers, each mapped from the domain in one place. Field names become
/// snake_case on the wire; other programs build on them, so more may come and none goes.
@NullMarked
package org.badgebridge.function.settingsapi.view;

import org.jspecify.annotations.NullMarked;
