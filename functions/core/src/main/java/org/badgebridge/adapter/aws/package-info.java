@NullMarked
package org.badgebridge.adapter.aws;

import org.jspecify.annotations.NullMarked;
