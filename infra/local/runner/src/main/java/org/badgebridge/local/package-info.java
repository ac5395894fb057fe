/// Runs the SAM template on one machine.
@NullMarked
package org.badgebridge.local;

import org.jspecify.annotations.NullMarked;
