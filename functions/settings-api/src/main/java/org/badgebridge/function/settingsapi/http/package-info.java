/// What the API needs of HTTP: routes, calls, answers, problems, the reading of bodies. Knows no
/// Lambda types and no resource.
@NullMarked
package org.badgebridge.function.settingsapi.http;

import org.jspecify.annotations.NullMarked;
