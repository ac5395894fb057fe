/// Engines that tests share: embedded, or LocalStack.
@NullMarked
package org.badgebridge.testing;

import org.jspecify.annotations.NullMarked;
