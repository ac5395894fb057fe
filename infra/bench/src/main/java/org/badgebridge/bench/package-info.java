/// Measurements of the whole system.
@NullMarked
package org.badgebridge.bench;

import org.jspecify.annotations.NullMarked;
