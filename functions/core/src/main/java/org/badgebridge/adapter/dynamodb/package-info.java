@NullMarked
package org.badgebridge.adapter.dynamodb;

import org.jspecify.annotations.NullMarked;
