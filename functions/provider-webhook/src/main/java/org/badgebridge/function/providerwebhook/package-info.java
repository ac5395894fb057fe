/// Checks that what a provider posts is authentic, and queues where to look.
@NullMarked
package org.badgebridge.function.providerwebhook;

import org.jspecify.annotations.NullMarked;
