package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.adapter.provider.AllowedOrigins;
import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.Said;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.WebhookView;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.ProviderDescription;
import org.badgebridge.port.Providers;
import org.badgebridge.port.Secrets;
import org.badgebridge.port.Secrets.Secret;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Where a connection's provider posts its events to: an address with a key in it, which is all
/// that proves such a post. It is stored nowhere but with the secrets and at the provider.
///
/// A new key does not end the old one at once: the provider may take the new address only when a
/// person has pasted it, and goes on trying what it could not deliver before.
final class ConnectionWebhookResource implements Resource {

    private static final int KEY_BYTES = 32;
    private static final int MOST_KEYS = 5;
    private static final Duration OLD_KEYS_STAY = Duration.ofDays(7);

    private final Shelf<ConnectionId, Connection> connections;
    private final Secrets secrets;
    private final Providers providers;
    private final AllowedOrigins allowed;
    private final URI publicUrl;
    private final Supplier<String> newId;
    private final RandomGenerator random;
    private final Clock clock;

    ConnectionWebhookResource(
            Accounts accounts,
            Secrets secrets,
            Providers providers,
            AllowedOrigins allowed,
            URI publicUrl,
            Supplier<String> newId,
            RandomGenerator random,
            Clock clock) {
        this.connections = Shelf.connections(accounts);
        this.secrets = secrets;
        this.providers = providers;
        this.allowed = allowed;
        this.publicUrl = publicUrl;
        this.newId = newId;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/connections/{id}/webhook", this::setUp).alwaysTold());
    }

    private Answer setUp(Call call) {
        Connection connection = connections.of(call);
        Fields in = call.fields();
        boolean rotate = in.flag("rotate").orElse(false);
        in.check();
        String help =
                providers
                        .description(connection.provider())
                        .map(ProviderDescription::webhookHelp)
                        .orElse(null);
        if (help == null) {
            throw Problem.conflict(
                            "This provider posts no events. What changes there is read back every"
                                    + " hour by itself.")
                    .refusal();
        }
        Optional<String> objection = allowed.objectionTo(connection.baseUrl());
        if (objection.isPresent()) {
            return Answer.ok(new WebhookView(false, objection.get(), null, null));
        }
        secrets.forget(connection.id());
        if (secrets.ofConnection(connection.id()).isEmpty()) {
            return Answer.ok(
                    new WebhookView(false, "No token is saved yet. Save one first.", null, null));
        }
        URI url = address(connection, key(connection, rotate));
        return Answer.ok(view(connection, url, help, providers.of(connection).callBack(url)));
    }

    /// The key is stored before the provider knows it: its first post may come before its answer.
    private Secret key(Connection connection, boolean rotate) {
        Secrets.Held held = secrets.heldWebhook(connection.id());
        List<Secret> valid = held.values();
        Optional<Secret> current = valid.stream().filter(s -> s.validUntil() == null).findFirst();
        if (current.isPresent() && !rotate) {
            return current.get();
        }
        if (valid.size() >= MOST_KEYS) {
            throw Problem.conflict(
                            "The connection has %d keys already. Wait until the first ends, within %d days."
                                    .formatted(valid.size(), OLD_KEYS_STAY.toDays()))
                    .refusal();
        }
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        Secret key =
                new Secret(
                        newId.get(),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                        null);
        Instant end = clock.instant().plus(OLD_KEYS_STAY);
        List<Secret> all = new ArrayList<>();
        all.add(key);
        valid.forEach(old -> all.add(old.validAt(end) ? ending(old, end) : old));
        if (!secrets.replaceWebhook(connection.id(), held, all)) {
            throw Problem.changedMeanwhile().refusal();
        }
        return key;
    }

    private static Secret ending(Secret key, Instant end) {
        return new Secret(key.id(), key.value(), end);
    }

    private URI address(Connection connection, Secret key) {
        return URI.create(
                "%s/webhooks/%s/%s/%s"
                        .formatted(publicUrl, connection.provider(), connection.id(), key.value()));
    }

    /// A person can do whatever the provider's API did not do; so every failure shows how.
    private static WebhookView view(
            Connection connection, URI url, String help, Outcome<Boolean> outcome) {
        if (outcome instanceof Outcome.Done<Boolean>(Boolean taken, Said _)) {
            return taken
                    ? new WebhookView(
                            true, "The provider posts its events to Badgebridge now.", null, null)
                    : byHand(
                            url,
                            help,
                            "The provider answered, but does not show this address as its own.");
        }
        return byHand(url, help, ProviderTrouble.sentence(connection, outcome));
    }

    private static WebhookView byHand(URI url, String help, String message) {
        return new WebhookView(false, message, url.toString(), howTo(help));
    }

    private static String howTo(String help) {
        return help
                + " The url is a secret and is shown only now; asking again shows the same one, or"
                + " with \"rotate\" a new one, after which old ones work for %d more days."
                        .formatted(OLD_KEYS_STAY.toDays());
    }
}
