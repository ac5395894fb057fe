@NullMarked
package org.badgebridge.batch;

import org.jspecify.annotations.NullMarked;
