/// A simulated Accredible: its API, its issuer's hands and its recipients.
@NullMarked
package org.badgebridge.simulator.accredible;

import org.jspecify.annotations.NullMarked;
