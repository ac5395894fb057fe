/// Measurements of the whole system: `infra/bench/run`, from outside over HTTP, and
/// `infra/bench/run lists [N]`, of the admin's lists with N badges stored (100,000 if not given).
@NullMarked
package org.badgebridge.bench;

import org.jspecify.annotations.NullMarked;
