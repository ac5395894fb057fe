/// What admins look for: badges and certificates, by filters that compose.
@NullMarked
package org.badgebridge.listing;

import org.jspecify.annotations.NullMarked;
