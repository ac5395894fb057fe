/// What must hold in `infra/template.yaml`.
@NullMarked
package org.badgebridge.acceptance.template;

import org.jspecify.annotations.NullMarked;
