package org.badgebridge.adapter.credly;

import org.badgebridge.adapter.provider.AllowedOrigins;
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

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// Opens connections to Credly. A base URL is an origin alone (then `/v1` follows) or has the path
/// of the API. Thread-safe.
///
/// `deadline` is the longest that one call takes; `lookUpLag` how long Credly's lists may not show
/// a change (not documented; an unpublished delay was reported by users).
public record CredlyFactory(
        HttpCaller http,
        Secrets secrets,
        AllowedOrigins origins,
        Duration deadline,
        Duration lookUpLag,
        Clock clock)
        implements ProviderFactory {

    public static final String NAME = "credly";

    private static final Pattern ORGANIZATION_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private static final ProviderDescription DESCRIPTION =
            new ProviderDescription(
                    NAME,
                    "Credly",
                    List.of(
                            new Address("Credly", "https://api.credly.com"),
                            new Address("Credly's sandbox", "https://sandbox-api.credly.com")),
                    "In Credly: organization management, Settings. It looks like"
                            + " 1234abcd-0000-4000-8000-000000000001.",
                    "In Credly: organization management, Developers, Authorization Tokens.",
                    100,
                    "In Credly's web application open organization management > Developers >"
                            + " Webhooks, paste the url there and choose all events of badges"
                            + " and of badge templates. If there is no such page, ask Credly"
                            + " to enable webhooks for the organization.",
                    List.of(
                            new Ending(OnRevoke.REVOKE, "The badge is revoked"),
                            new Ending(OnRevoke.KEEP, "The badge stays")),
                    true);

    @Override
    public ProviderDescription description() {
        return DESCRIPTION;
    }

    @Override
    public Provider open(Connection connection) {
        origins.check(connection.baseUrl());
        if (!ORGANIZATION_ID.matcher(connection.organizationId()).matches()) {
            throw new IllegalArgumentException(
                    "organization_id must be the id that Credly shows for the organization");
        }
        TokenCalls calls =
                new TokenCalls(new CredlyDialect(), null, http, secrets, connection.id(), clock);
        CredlyRequests requests =
                new CredlyRequests(api(connection.baseUrl()), connection.organizationId());
        return new CredlyProvider(
                calls, requests, connection.organizationId(), deadline, lookUpLag, clock);
    }

    private static String api(URI baseUrl) {
        String given = baseUrl.toString();
        String trimmed = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
        String path = baseUrl.getRawPath();
        return path == null || path.isEmpty() || path.equals("/") ? trimmed + "/v1" : trimmed;
    }
}
