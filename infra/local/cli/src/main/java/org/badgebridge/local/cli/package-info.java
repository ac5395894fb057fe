@NullMarked
package org.badgebridge.local.cli;

import org.jspecify.annotations.NullMarked;
