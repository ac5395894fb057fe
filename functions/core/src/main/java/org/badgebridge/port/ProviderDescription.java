package org.badgebridge.port;

import org.badgebridge.domain.account.Template.OnRevoke;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// How one provider differs from others, for whoever shows or checks settings: nobody outside a
/// provider's own package needs to know which it is.
///
/// `name` stands in connections and URLs, `title` is for people. Of `addresses` the first is the
/// usual one. The helps say where people find what a connection asks for. `callsPerSecond` is what
/// a connection begins with. `webhookHelp`: how a person has the provider post its events; null: it
/// posts none, and is asked now and then what changed. `endings`: what may become of a badge that
/// is no longer earned, the usual first. `quiet`: whether it can issue without an e-mail to the
/// learner.
public record ProviderDescription(
        String name,
        String title,
        List<Address> addresses,
        String organizationHelp,
        String tokenHelp,
        int callsPerSecond,
        @Nullable String webhookHelp,
        List<Ending> endings,
        boolean quiet) {

    /// A base URL, and what people call what is there.
    public record Address(String label, String url) {}

    /// What may become of a badge, in words.
    public record Ending(OnRevoke onRevoke, String label) {}

    public ProviderDescription {
        addresses = List.copyOf(addresses);
        endings = List.copyOf(endings);
    }

    public boolean postsEvents() {
        return webhookHelp != null;
    }

    public boolean offers(OnRevoke onRevoke) {
        return endings.stream().anyMatch(ending -> ending.onRevoke() == onRevoke);
    }
}
