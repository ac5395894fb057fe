/// What all providers share: opening by name, the allowed origins, one HTTP attempt.
@NullMarked
package org.badgebridge.adapter.provider;

import org.jspecify.annotations.NullMarked;
