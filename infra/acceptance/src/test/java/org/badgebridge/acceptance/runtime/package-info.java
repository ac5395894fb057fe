/// The functions' jars under Lambda's own runtime.
@NullMarked
package org.badgebridge.acceptance.runtime;

import org.jspecify.annotations.NullMarked;
