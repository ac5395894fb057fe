/// From a post's raw bytes to a learning event: authentication, redaction, and the presets that say
/// how each learning platform signs and words its posts.
@NullMarked
package org.badgebridge.intake;

import org.jspecify.annotations.NullMarked;
