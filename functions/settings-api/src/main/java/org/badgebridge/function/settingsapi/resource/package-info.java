/// One class a noun of the API: what can be asked of it, and what comes of that.
@NullMarked
package org.badgebridge.function.settingsapi.resource;

import org.jspecify.annotations.NullMarked;
