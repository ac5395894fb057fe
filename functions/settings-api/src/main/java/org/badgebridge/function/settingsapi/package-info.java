/// The HTTP API of admins.
@NullMarked
package org.badgebridge.function.settingsapi;

import org.jspecify.annotations.NullMarked;
