/// The trail that changes leave: who did what, and what it changed.
@NullMarked
package org.badgebridge.function.settingsapi.trail;

import org.jspecify.annotations.NullMarked;
