@NullMarked
package org.badgebridge.mirror;

import org.jspecify.annotations.NullMarked;
