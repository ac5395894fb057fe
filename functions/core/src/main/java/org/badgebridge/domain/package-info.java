/// The words of the system and its pure decisions: no AWS, no JSON, no clock of its own.
@NullMarked
package org.badgebridge.domain;

import org.jspecify.annotations.NullMarked;
