package org.badgebridge.local;

import java.io.Serial;

/// The system does not start. The message is one sentence for each reason.
public final class StartFailure extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
