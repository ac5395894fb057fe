package org.badgebridge.adapter.accredible;

import org.badgebridge.adapter.provider.AllowedOrigins;
import org.badgebridge.adapter.provider.Budget;
import org.badgebridge.adapter.provider.HttpCaller;
import org.badgebridge.adapter.provider.ProviderFactory;
import org.badgebridge.adapter.provider.TokenCalls;
import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.Template.OnRevoke;
import org.badgebridge.port.Provider;
import org.badgebridge.port.ProviderDescription;
import org.badgebridge.port.ProviderDescription.Address;
import org.badgebridge.port.ProviderDescription.Ending;
import org.badgebridge.port.Secrets;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// Opens connections to Accredible. A base URL is an origin, with or without `/v1`. Thread-safe.
///
/// Its limit is 2,000 calls in five minutes by our address, metered in slices of 30 seconds: so all
/// connections of a process share what fits into a slice.
public final class AccredibleFactory implements ProviderFactory {

    public static final String NAME = "accredible";

    private static final int CALLS_IN_A_SLICE = 190;
    private static final Duration SLICE = Duration.ofSeconds(30);

    /// Below the limit, also when every call is one of a slice.
    private static final int CALLS_PER_SECOND = 6;

    private static final Pattern ISSUER_ID = Pattern.compile("[0-9]{1,18}");

    private static final ProviderDescription DESCRIPTION =
            new ProviderDescription(
                    NAME,
                    "Accredible",
                    List.of(
                            new Address("Accredible", "https://api.accredible.com"),
                            new Address("Accredible in the EU", "https://eu.api.accredible.com"),
                            new Address(
                                    "Accredible's sandbox", "https://sandbox.api.accredible.com")),
                    "The number of your issuer account at Accredible, such as 4897. If you do not"
                            + " know it, give any: testing the connection tells the right one.",
                    "In Accredible's dashboard: Settings, API keys.",
                    CALLS_PER_SECOND,
                    null,
                    List.of(
                            new Ending(
                                    OnRevoke.REVOKE,
                                    "The credential is expired, which earning it again reverses"),
                            new Ending(OnRevoke.DELETE, "The credential is deleted, for good"),
                            new Ending(OnRevoke.KEEP, "The credential stays")),
                    false);

    private final HttpCaller http;
    private final Secrets secrets;
    private final AllowedOrigins origins;
    private final Duration deadline;
    private final Duration lookUpLag;
    private final Clock clock;
    private final Budget budget;
    private final Pictures pictures = new Pictures();

    /// `deadline` is the longest that one call takes; `lookUpLag` how long a search may not show a
    /// change (not documented; it is an index).
    public AccredibleFactory(
            HttpCaller http,
            Secrets secrets,
            AllowedOrigins origins,
            Duration deadline,
            Duration lookUpLag,
            Clock clock) {
        this.http = http;
        this.secrets = secrets;
        this.origins = origins;
        this.deadline = deadline;
        this.lookUpLag = lookUpLag;
        this.clock = clock;
        this.budget = new Budget(CALLS_IN_A_SLICE, SLICE, clock);
    }

    @Override
    public ProviderDescription description() {
        return DESCRIPTION;
    }

    @Override
    public Provider open(Connection connection) {
        origins.check(connection.baseUrl());
        if (!ISSUER_ID.matcher(connection.organizationId()).matches()) {
            throw new IllegalArgumentException(
                    "organization_id must be the number of the issuer account");
        }
        return new AccredibleProvider(
                new TokenCalls(
                        new AccredibleDialect(), budget, http, secrets, connection.id(), clock),
                new AccredibleRequests(connection.baseUrl()),
                pictures,
                connection.organizationId(),
                deadline,
                lookUpLag,
                clock);
    }
}
