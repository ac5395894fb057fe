/// What calls functions without HTTP: queues and schedules.
@NullMarked
package org.badgebridge.local.poll;

import org.jspecify.annotations.NullMarked;
