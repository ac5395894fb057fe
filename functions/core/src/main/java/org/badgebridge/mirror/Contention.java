package org.badgebridge.mirror;

/// Others were faster again and again; what asked for the change comes back and is tried then.
public final class Contention extends RuntimeException {
    private static final long serialVersionUID = 1;

    Contention(String what) {
        super(what + " changed again and again while it was written");
    }
}
