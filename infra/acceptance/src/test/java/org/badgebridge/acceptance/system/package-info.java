/// The whole system of `infra/template.yaml`, from a platform's post to the badge at the provider.
@NullMarked
package org.badgebridge.acceptance.system;

import org.jspecify.annotations.NullMarked;
