package org.badgebridge.local.engine;

import org.jspecify.annotations.Nullable;

import java.io.Serial;

/// An engine could not start, stop or keep its data.
public final class EngineFailure extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    public EngineFailure(String message) {
        super(message);
    }

    public EngineFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
