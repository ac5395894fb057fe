/// Turns learning events into the badges that are wanted.
@NullMarked
package org.badgebridge.function.badgeawarder;

import org.jspecify.annotations.NullMarked;
