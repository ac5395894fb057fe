package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.simulator.accredible.OrderCheck.Order;

import java.util.List;

/// Stores what was ordered and makes it public.
///
/// Whatever is asked, nothing is published without a credit, without a design, or in the sandbox
/// mode: the credential is stored all the same.
final class Issuing {
    private final AccredibleStore store;
    private final OrderCheck orders;

    Issuing(AccredibleStore store, Conditions conditions) {
        this.store = store;
        this.orders = new OrderCheck(store, conditions);
    }

    Outcome issue(Key key, JsonNode sent) {
        return switch (check(key, sent, List.of())) {
            case Refusal refusal -> refusal;
            case Order order -> issue(order);
        };
    }

    /// `before`: orders that are good and will be issued before this one.
    OrderCheck.Checked check(Key key, JsonNode sent, List<Order> before) {
        return orders.check(key, sent, before);
    }

    Outcome.Stored issue(Order order) {
        Credential draft = order.draft();
        boolean unpaid = order.publish() && publishable(draft) && !affordable(draft);
        Credential made = order.publish() ? published(draft) : draft;
        store.put(made);
        return unpaid ? new Outcome.Unpaid(made) : new Outcome.Made(made);
    }

    /// It as published, and its credit spent; unchanged when it cannot be published.
    Credential published(Credential credential) {
        Issuer issuer = store.issuer(credential.issuerId());
        if (issuer == null || !publishable(credential) || !affordable(credential)) {
            return credential;
        }
        if (!paid(credential)) {
            store.put(issuer.credited(issuer.credits() - 1));
        }
        return credential.publishedAt(store.now());
    }

    private boolean publishable(Credential credential) {
        Issuer issuer = store.issuer(credential.issuerId());
        Group group = store.group(Long.toString(credential.groupId()));
        return issuer != null
                && group != null
                && group.primaryDesignId() != null
                && !issuer.sandbox();
    }

    private boolean affordable(Credential credential) {
        Issuer issuer = store.issuer(credential.issuerId());
        return (issuer != null && issuer.credits() != 0) || paid(credential);
    }

    /// A recipient costs a credit once, however many credentials there are.
    private boolean paid(Credential credential) {
        return store.credentialsTo(credential.issuerId(), credential.recipientEmail()).stream()
                .anyMatch(Credential::approve);
    }
}
