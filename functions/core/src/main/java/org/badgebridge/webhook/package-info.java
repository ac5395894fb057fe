/// What the functions that take posts from the internet have in common.
@NullMarked
package org.badgebridge.webhook;

import org.jspecify.annotations.NullMarked;
