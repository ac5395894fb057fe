/// Runs function code as the Lambda service would: own class loader, timeouts, instances.
@NullMarked
package org.badgebridge.local.function;

import org.jspecify.annotations.NullMarked;
