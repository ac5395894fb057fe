package org.badgebridge.simulator.accredible;

import org.badgebridge.simulator.Answer;

/// Why an order or a change was refused: what is wrong with which property. `status` is the one of
/// a call for a single credential; where `plain`, that call says the message without the property.
record Refusal(int status, String property, String message, boolean plain)
        implements Outcome, OrderCheck.Checked {

    static Refusal of(int status, String property, String message) {
        return new Refusal(status, property, message, false);
    }

    static Refusal plain(String property, String message) {
        return new Refusal(422, property, message, true);
    }

    Answer answer() {
        return answer(status);
    }

    Answer answer(int otherStatus) {
        return plain
                ? Errors.text(otherStatus, message)
                : Errors.field(otherStatus, property, message);
    }
}
