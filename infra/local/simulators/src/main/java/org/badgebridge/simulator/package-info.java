/// What every provider simulator shares: serving HTTP, faults, counting calls, a journal on disk.
@NullMarked
package org.badgebridge.simulator;

import org.jspecify.annotations.NullMarked;
