/// The admin console as browsers get it: its files, what they may load, and how people sign in.
@NullMarked
package org.badgebridge.function.settingsapi.console;

import org.jspecify.annotations.NullMarked;
