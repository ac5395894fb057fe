package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.ProviderDescription;
import org.badgebridge.port.Providers;

import java.util.Optional;

/// What the provider of a template lets people choose. Of one that is not known any more nothing is
/// refused: nothing is done there either.
record Offers(Accounts accounts, Providers providers) {

    boolean ending(TemplateId template, Template.OnRevoke onRevoke) {
        return provider(template).map(each -> each.offers(onRevoke)).orElse(true);
    }

    /// Why badges of the template may not be issued quietly.
    Optional<String> refuseQuiet(TemplateId template, boolean quiet) {
        return provider(template)
                .filter(each -> quiet && !each.quiet())
                .map(each ->
                        "%s writes to every learner whose badge it publishes; it cannot be asked not to"
                                .formatted(each.title()));
    }

    private Optional<ProviderDescription> provider(TemplateId template) {
        return accounts.connection(template.connection())
                .map(Connection::provider)
                .flatMap(providers::description);
    }
}
