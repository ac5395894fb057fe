package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.port.Accounts;

/// The sources that rules name. Thread-safe.
record RuleSources(Accounts accounts) {

    boolean has(SourceId source) {
        return accounts.source(source).isPresent();
    }

    /// Under which realm a rule is filed; of a source that is not there any more, the one that it
    /// had unless it shared another's.
    String realm(SourceId source) {
        return accounts.source(source).map(Source::realm).orElseGet(source::value);
    }
}
