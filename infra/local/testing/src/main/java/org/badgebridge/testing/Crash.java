package org.badgebridge.testing;

import java.io.Serial;

/// Stands for the process dying at this point. An [Error], so that code under test does not take it
/// for a failed call.
public final class Crash extends Error {

    @Serial private static final long serialVersionUID = 1L;

    Crash(String where) {
        super("crash " + where, null, false, false);
    }
}
