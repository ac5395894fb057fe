@NullMarked
package org.badgebridge.wiring;

import org.jspecify.annotations.NullMarked;
