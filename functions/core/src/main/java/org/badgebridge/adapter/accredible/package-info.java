/// Accredible's API, versions 1 and 2.
@NullMarked
package org.badgebridge.adapter.accredible;

import org.jspecify.annotations.NullMarked;
