/// What the code may depend on and how it is named.
@NullMarked
package org.badgebridge.acceptance.architecture;

import org.jspecify.annotations.NullMarked;
