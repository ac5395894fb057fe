/// Reads a SAM template into plain records: tables, queues, secrets, functions, routes.
@NullMarked
package org.badgebridge.local.template;

import org.jspecify.annotations.NullMarked;
