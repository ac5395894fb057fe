/// Credly's Web Service API, version 1.
@NullMarked
package org.badgebridge.adapter.credly;

import org.jspecify.annotations.NullMarked;
