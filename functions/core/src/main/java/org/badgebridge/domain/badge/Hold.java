package org.badgebridge.domain.badge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Why a step is not taken now. Each names what releases it. Derived from the switches whenever it
/// is asked for, so that flipping a switch writes nothing to the badges behind it.
public enum Hold {
    PAUSED("Everything is paused.", "Resume in the settings.", true),
    CONNECTION_DISABLED(
            "The connection is disabled.", "Enable the connection and push what waits.", true),
    TOKEN_REFUSED(
            "The provider refuses the connection's token.",
            "Save a new token; what waits goes on by itself.",
            true),
    AUTO_PUSH_OFF("The connection does not push by itself.", "Push the badge.", false),
    TEMPLATE_NOT_ACTIVE(
            "The template is not active, here or at the provider.",
            "Activate the template and push what waits.",
            false),
    NO_EMAIL("The learner has no e-mail.", "Add the learner's e-mail.", false),
    LEARNER_BLOCKED("The learner is not to be issued badges.", "Unblock the learner.", false);

    private final String reason;
    private final String release;
    private final boolean holdsAll;

    Hold(String reason, String release, boolean holdsAll) {
        this.reason = reason;
        this.release = release;
        this.holdsAll = holdsAll;
    }

    public static Optional<Hold> of(String code) {
        return Arrays.stream(values()).filter(hold -> hold.code().equals(code)).findFirst();
    }

    /// What programs call it; never changes.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String reason() {
        return reason;
    }

    /// What ends the hold.
    public String release() {
        return release;
    }

    /// Whether revoking and looking up are held too, not only issuing and replacing.
    public boolean holdsAll() {
        return holdsAll;
    }

    /// The hold that keeps the call from being made, the strongest first.
    static Optional<Hold> of(Step.Call call, Situation s) {
        boolean gives =
                switch (call.kind()) {
                    case ISSUE, REPLACE, PUBLISH -> true;
                    case REVOKE, LOOK_UP -> false;
                };
        for (Hold hold : values()) {
            if ((hold.holdsAll || gives) && hold.applies(s)) {
                return Optional.of(hold);
            }
        }
        return Optional.empty();
    }

    private boolean applies(Situation s) {
        return switch (this) {
            case PAUSED -> s.paused();
            case CONNECTION_DISABLED -> !s.connection().enabled();
            case TOKEN_REFUSED -> s.health().tokenRefusedSince() != null;
            case AUTO_PUSH_OFF -> !s.connection().autoPush() && !s.badge().pushed();
            case TEMPLATE_NOT_ACTIVE -> !s.template().issuable();
            case NO_EMAIL -> s.learner().email() == null;
            case LEARNER_BLOCKED -> s.learner().blocked();
        };
    }
}
