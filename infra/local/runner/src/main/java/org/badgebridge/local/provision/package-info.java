/// Creates or checks what the template describes, through the AWS SDK.
@NullMarked
package org.badgebridge.local.provision;

import org.jspecify.annotations.NullMarked;
