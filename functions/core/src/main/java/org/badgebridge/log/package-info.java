@NullMarked
package org.badgebridge.log;

import org.jspecify.annotations.NullMarked;
