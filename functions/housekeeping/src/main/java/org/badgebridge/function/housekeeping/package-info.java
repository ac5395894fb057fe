/// Wakes what is due, and repairs what was lost.
@NullMarked
package org.badgebridge.function.housekeeping;

import org.jspecify.annotations.NullMarked;
