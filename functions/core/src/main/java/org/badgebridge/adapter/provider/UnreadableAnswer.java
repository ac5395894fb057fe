package org.badgebridge.adapter.provider;

/// An answer that is not what a provider's API answers. The message names what is wrong and no
/// data.
public final class UnreadableAnswer extends Exception {
    private static final long serialVersionUID = 1;

    public UnreadableAnswer(String message) {
        super(message);
    }
}
