/// A Credly that runs on this machine: its Web Service API, its webhooks and its learners.
@NullMarked
package org.badgebridge.simulator.credly;

import org.jspecify.annotations.NullMarked;
