package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.adapter.provider.AllowedOrigins;
import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.Said;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.view.CheckView;
import org.badgebridge.jobs.TokenCheck;
import org.badgebridge.port.Provider;
import org.badgebridge.port.Secrets;

import java.util.Optional;

/// Tries a connection's token at the provider and says in one sentence what is wrong. Thread-safe.
record ConnectionTest(Secrets secrets, TokenCheck check, AllowedOrigins origins) {

    CheckView of(Connection connection, Call call) {
        Optional<String> objection = origins.objectionTo(connection.baseUrl());
        if (objection.isPresent()) {
            return CheckView.failed(objection.get());
        }
        secrets.forget(connection.id());
        if (secrets.ofConnection(connection.id()).isEmpty()) {
            return CheckView.failed("No token is saved yet. Save one first.");
        }
        Outcome<Provider.Opened> outcome = check.test(connection, call.who(), call.deadline());
        return outcome instanceof Outcome.Done<Provider.Opened>(Provider.Opened opened, Said _)
                ? new CheckView(true, passed(opened), opened.warning())
                : CheckView.failed(ProviderTrouble.sentence(connection, outcome));
    }

    private static String passed(Provider.Opened opened) {
        String opens = "The token opens the organization %s.".formatted(opened.organization());
        return opened.note() == null ? opens : opens + " " + opened.note();
    }
}
