/// Stand-ins for badge providers, spoken to over HTTP.
@NullMarked
package org.badgebridge.simulator;

import org.jspecify.annotations.NullMarked;
