@NullMarked
package org.badgebridge.domain.learner;

import org.jspecify.annotations.NullMarked;
