package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.adapter.provider.AllowedOrigins;
import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.ConnectionView;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.function.settingsapi.view.WaitingView;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.ProviderDescription;
import org.badgebridge.port.Providers;
import org.badgebridge.port.Secrets;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Accounts at providers.
final class ConnectionsResource implements Resource {

    private static final int MOST_NAME = 80;
    private static final int MOST_TOKEN = 4096;
    private static final int MOST_CALLS_PER_SECOND = 1000;

    /// It becomes part of the provider's URLs.
    private static final Pattern ORGANIZATION = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    private final Accounts accounts;
    private final Shelf<ConnectionId, Connection> connections;
    private final Secrets secrets;
    private final Providers providers;
    private final InUse inUse;
    private final AllowedOrigins allowed;
    private final WaitingBadges waiting;
    private final ConnectionTest test;
    private final Supplier<String> newId;
    private final Clock clock;

    ConnectionsResource(
            Accounts accounts,
            Secrets secrets,
            Providers providers,
            InUse inUse,
            AllowedOrigins allowed,
            WaitingBadges waiting,
            ConnectionTest test,
            Supplier<String> newId,
            Clock clock) {
        this.accounts = accounts;
        this.connections = Shelf.connections(accounts);
        this.secrets = secrets;
        this.providers = providers;
        this.inUse = inUse;
        this.allowed = allowed;
        this.waiting = waiting;
        this.test = test;
        this.newId = newId;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/connections", this::list),
                Route.post("/connections", this::create),
                Route.get("/connections/{id}", this::read),
                Route.put("/connections/{id}", this::update),
                Route.delete("/connections/{id}", this::remove),
                Route.put("/connections/{id}/token", this::saveToken),
                Route.post("/connections/{id}/test", this::test),
                Route.post("/connections/{id}/push", this::push));
    }

    private Answer list(Call call) {
        call.only();
        return Answer.ok(
                PageView.all(accounts.connections().stream().map(c -> view(c, null)).toList()));
    }

    private Answer read(Call call) {
        Connection connection = connections.of(call);
        return Answer.ok(withWaiting(connection), connection.version());
    }

    private Answer create(Call call) {
        Fields in = call.fields();
        Optional<ConnectionId> asked = in.parsed("id", Ids.MOST_LENGTH, Ids::connection, Ids.FORM);
        String name = in.text("name", MOST_NAME);
        Optional<ProviderDescription> provider =
                in.needed("provider", MOST_NAME, providers::description, knownProviders());
        String organization =
                in.needed(
                                "organization_id",
                                MOST_NAME,
                                text ->
                                        Optional.of(text)
                                                .filter(t -> ORGANIZATION.matcher(t).matches()),
                                "the organization's id at the provider, of letters, digits,"
                                        + " hyphens and underscores")
                        .orElse("");
        Optional<URI> baseUrl = baseUrl(in, provider);
        boolean enabled = in.flag("enabled").orElse(true);
        boolean autoPush = in.flag("auto_push").orElse(true);
        int callsPerSecond =
                in.number("calls_per_second", 1, MOST_CALLS_PER_SECOND)
                        .or(() -> provider.map(ProviderDescription::callsPerSecond))
                        .orElse(1);
        in.check();

        URI url = baseUrl.orElseThrow();
        String providerName = provider.orElseThrow().name();
        Instant now = clock.instant();
        return connections
                .make(
                        asked,
                        name,
                        there ->
                                there.name().equals(name)
                                        && there.provider().equals(providerName)
                                        && there.organizationId().equals(organization)
                                        && there.baseUrl().equals(url),
                        id ->
                                new Connection(
                                        id,
                                        name,
                                        providerName,
                                        organization,
                                        url,
                                        enabled,
                                        autoPush,
                                        callsPerSecond,
                                        now,
                                        now,
                                        0))
                .answer(connection -> view(connection, null));
    }

    private Optional<URI> baseUrl(Fields in, Optional<ProviderDescription> provider) {
        Optional<URI> url =
                in.needed(
                        "base_url",
                        255,
                        text -> {
                            try {
                                return Optional.of(new URI(text.replaceAll("/+$", "")));
                            } catch (URISyntaxException malformed) {
                                return Optional.empty();
                            }
                        },
                        "the URL of the provider's API"
                                + provider.map(p -> ", such as " + p.addresses().getFirst().url())
                                        .orElse(""));
        url.flatMap(allowed::objectionTo).ifPresent(why -> in.wrong("base_url", why));
        return url;
    }

    private String knownProviders() {
        return providers.descriptions().stream()
                .map(ProviderDescription::name)
                .collect(Collectors.joining(", ", "must be one of ", ""));
    }

    private Answer update(Call call) {
        Connection was = connections.of(call);
        Fields in =
                call.fields()
                        .ignoring(
                                "token_saved_at", "health", "waiting", "created_at", "updated_at");
        in.fixed("id", was.id().value());
        in.fixed("provider", was.provider());
        in.fixed("organization_id", was.organizationId());
        in.fixed("base_url", was.baseUrl().toString());
        unchangedToken(in);
        Connection is =
                was.set(
                        in.has("name") ? in.text("name", MOST_NAME) : was.name(),
                        in.flag("enabled").orElse(was.enabled()),
                        in.flag("auto_push").orElse(was.autoPush()),
                        in.number("calls_per_second", 1, MOST_CALLS_PER_SECOND)
                                .orElse(was.callsPerSecond()),
                        clock.instant());
        in.check();
        return connections.change(was, is).answer(this::withWaiting);
    }

    /// A connection may be sent back as it was read; a token is saved on its own.
    private static void unchangedToken(Fields in) {
        in.optionalText("token", MOST_TOKEN)
                .filter(token -> !token.equals(ConnectionView.HIDDEN))
                .ifPresent(_ -> in.wrong("token", "is saved by PUT connections/{id}/token"));
    }

    private Answer remove(Call call) {
        Connection connection = connections.of(call);
        inUse.refuseIfUsed(connection);
        // The secrets first: should we stop in between, what is left is a connection without them,
        // which can be removed again, and never a token without a connection.
        secrets.remove(connection.id());
        secrets.removeWebhook(connection.id());
        if (!accounts.remove(connection)) {
            throw Problem.halfDone(
                            "Its token and the keys of its webhook are removed, but it was changed"
                                    + " meanwhile and is still there. Remove it again.")
                    .refusal();
        }
        return Answer.nothing();
    }

    private Answer saveToken(Call call) {
        Connection connection = connections.of(call);
        Fields in = call.fields();
        Optional<String> token =
                in.needed(
                        "token",
                        MOST_TOKEN,
                        text -> Optional.of(text).filter(t -> TOKEN.matcher(t).matches()),
                        "the provider's token, without spaces");
        in.check();
        String value = token.orElseThrow();
        if (!value.equals(ConnectionView.HIDDEN)) {
            secrets.store(connection.id(), List.of(new Secrets.Secret(newId.get(), value, null)));
            accounts.tokenSaved(connection.id(), clock.instant());
        }
        return Answer.ok(test.of(connection, call));
    }

    private Answer test(Call call) {
        return Answer.ok(test.of(connections.of(call), call));
    }

    private static void refuseUnlessEnabled(Connection connection) {
        if (!connection.enabled()) {
            throw Problem.conflict("The connection is disabled. Enable it first.").refusal();
        }
    }

    private Answer push(Call call) {
        Connection connection = connections.of(call);
        refuseUnlessEnabled(connection);
        return Answer.accepted(waiting.push(connection.id(), call));
    }

    private ConnectionView withWaiting(Connection connection) {
        return view(connection, waiting.count(connection.id(), null));
    }

    private ConnectionView view(Connection connection, @Nullable WaitingView waits) {
        return ConnectionView.of(
                connection,
                accounts.health(connection.id()),
                !secrets.ofConnection(connection.id()).isEmpty(),
                accounts.tokenSavedAt(connection.id()).orElse(null),
                waits);
    }
}
