@NullMarked
package org.badgebridge.award;

import org.jspecify.annotations.NullMarked;
