@NullMarked
package org.badgebridge.adapter.secretsmanager;

import org.jspecify.annotations.NullMarked;
