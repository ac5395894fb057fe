@NullMarked
package org.badgebridge.port;

import org.jspecify.annotations.NullMarked;
