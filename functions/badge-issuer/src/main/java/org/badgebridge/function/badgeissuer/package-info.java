/// Settles badges at their provider.
@NullMarked
package org.badgebridge.function.badgeissuer;

import org.jspecify.annotations.NullMarked;
