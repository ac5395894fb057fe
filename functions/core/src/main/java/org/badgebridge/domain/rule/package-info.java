@NullMarked
package org.badgebridge.domain.rule;

import org.jspecify.annotations.NullMarked;
