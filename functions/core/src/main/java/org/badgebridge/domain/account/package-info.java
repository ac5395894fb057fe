@NullMarked
package org.badgebridge.domain.account;

import org.jspecify.annotations.NullMarked;
