@NullMarked
package org.badgebridge.jobs;

import org.jspecify.annotations.NullMarked;
