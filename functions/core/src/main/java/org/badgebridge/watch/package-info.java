/// What an admin watches, kept up to date.
@NullMarked
package org.badgebridge.watch;

import org.jspecify.annotations.NullMarked;
