/// Functions that tests run: deployed as a folder of classes, never seen by the test's own class
/// loader in action.
@NullMarked
package org.badgebridge.local.toy;

import org.jspecify.annotations.NullMarked;
