@NullMarked
package org.badgebridge.domain.badge;

import org.jspecify.annotations.NullMarked;
