/// An API Gateway HTTP API, payload format 2.0, on one port of this machine.
@NullMarked
package org.badgebridge.local.http;

import org.jspecify.annotations.NullMarked;
