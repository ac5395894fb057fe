@NullMarked
package org.badgebridge.domain.event;

import org.jspecify.annotations.NullMarked;
