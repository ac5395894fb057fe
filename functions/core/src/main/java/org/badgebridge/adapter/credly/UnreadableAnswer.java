package org.badgebridge.adapter.credly;

/// An answer that is not what Credly's API answers. The message names what is wrong and no data.
final class UnreadableAnswer extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableAnswer(String message) {
        super(message);
    }
}
