@NullMarked
package org.badgebridge.adapter.sqs;

import org.jspecify.annotations.NullMarked;
