/// Authenticates what learning platforms post, and queues it.
@NullMarked
package org.badgebridge.function.certificatewebhook;

import org.jspecify.annotations.NullMarked;
