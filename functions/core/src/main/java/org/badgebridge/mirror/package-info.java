/// Keeps what we know of templates and badges as their providers have them: by events that are told
/// of, and by reading back.
@NullMarked
package org.badgebridge.mirror;

import org.jspecify.annotations.NullMarked;
