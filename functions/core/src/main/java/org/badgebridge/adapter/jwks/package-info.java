/// Key sets of platforms, read over HTTPS and remembered.
@NullMarked
package org.badgebridge.adapter.jwks;

import org.jspecify.annotations.NullMarked;
