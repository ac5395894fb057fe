/// Tests of the whole system.
@NullMarked
package org.badgebridge.acceptance;

import org.jspecify.annotations.NullMarked;
