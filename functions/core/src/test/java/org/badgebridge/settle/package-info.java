@NullMarked
package org.badgebridge.settle;

import org.jspecify.annotations.NullMarked;
