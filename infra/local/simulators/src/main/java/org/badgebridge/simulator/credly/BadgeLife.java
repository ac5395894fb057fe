package org.badgebridge.simulator.credly;

import org.badgebridge.simulator.Answer;

import java.util.List;
import java.util.Optional;

/// What happens to a badge after its issue: by the issuer (revoke, delete) and by the learner
/// (accept, reject, privacy). Runs inside a change of the store.
final class BadgeLife {
    private static final String STATE_CHANGED = "badge.state.changed";

    private final CredlyStore store;
    private final Documents documents;

    BadgeLife(CredlyStore store, Documents documents) {
        this.store = store;
        this.documents = documents;
    }

    Answer revoke(Badge badge, Parameters sent) {
        Optional<String> reason = sent.text("reason");
        if (reason.isEmpty()) {
            return Envelope.invalid(
                    List.of(new Envelope.FieldError("reason", "can't be blank")), false);
        }
        if (badge.state() == BadgeState.REVOKED) {
            return Envelope.error(422, "Badge is already revoked");
        }
        return changed(badge.inState(BadgeState.REVOKED, reason.get(), store.now()));
    }

    Answer delete(Badge badge) {
        store.removeBadge(badge.id());
        store.happened("badge.deleted", badge);
        return Answer.empty(204);
    }

    /// The learner signs in, which makes an account for the address, and takes the badge.
    Answer accept(Badge badge) {
        if (badge.state() == BadgeState.REVOKED || badge.state() == BadgeState.ACCEPTED) {
            return Envelope.error(422, "Badge cannot be accepted");
        }
        Recipient recipient = badge.recipient();
        if (store.account(recipient.email()).isEmpty()) {
            store.put(
                    new Account(
                            store.newId(),
                            List.of(CredlyStore.normal(recipient.email())),
                            recipient.firstName(),
                            recipient.lastName()));
        }
        return changed(badge.inState(BadgeState.ACCEPTED, null, store.now()));
    }

    Answer reject(Badge badge) {
        if (badge.state() == BadgeState.REVOKED || badge.state() == BadgeState.REJECTED) {
            return Envelope.error(422, "Badge cannot be rejected");
        }
        return changed(badge.inState(BadgeState.REJECTED, null, store.now()));
    }

    Answer privacy(Badge badge, boolean toEverybody) {
        Badge after = badge.shown(toEverybody, store.now());
        store.put(after);
        store.happened("badge.privacy.changed", after);
        return Envelope.data(200, documents.badge(after));
    }

    private Answer changed(Badge after) {
        store.put(after);
        store.happened(STATE_CHANGED, after);
        return Envelope.data(200, documents.badge(after));
    }
}
