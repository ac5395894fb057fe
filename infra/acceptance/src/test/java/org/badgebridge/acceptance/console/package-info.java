/// The admin console in a real browser, in front of the whole system, by what a person sees and
/// does.
@NullMarked
package org.badgebridge.acceptance.console;

import org.jspecify.annotations.NullMarked;
