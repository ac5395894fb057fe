package org.badgebridge.local.function;

import org.badgebridge.local.template.FunctionSpec;
import org.jspecify.annotations.Nullable;

import java.io.Serial;

/// A function could not be made ready. The message names it and says why.
public final class InitFailure extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    InitFailure(FunctionSpec function, String why) {
        this(function, why, null);
    }

    InitFailure(FunctionSpec function, String why, @Nullable Throwable cause) {
        super("The function " + function.logicalId() + " does not start: " + why, cause);
    }
}
