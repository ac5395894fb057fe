package org.badgebridge.adapter.secretsmanager;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.port.Secrets;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// [Secrets] in AWS Secrets Manager, under `<prefix>/connections/<id>`, `<prefix>/sources/<id>` and
/// `<prefix>/webhooks/<connection id>`.
///
/// Reads are cached for 60 seconds; while Secrets Manager is down, what was read last serves for an
/// hour. [#forget] asks again at the next read, at most once a second for one id. A connection that
/// was forgotten is read with the version that a rotation has pending, should there be one: its
/// values come last.
public final class SecretsManagerSecrets implements Secrets {

    private static final String CURRENT = "AWSCURRENT";
    private static final String PENDING = "AWSPENDING";

    /// Of a secret that is not there.
    private static final String NO_VERSION = "";

    private final SecretsManagerClient client;
    private final String prefix;
    private final Clock clock;
    private final Map<String, CachedSecret> cached = new ConcurrentHashMap<>();

    public SecretsManagerSecrets(SecretsManagerClient client, String prefix, Clock clock) {
        this.client = client;
        this.prefix = prefix;
        this.clock = clock;
    }

    @Override
    public List<Secret> ofConnection(ConnectionId id) {
        String name = name(id);
        return valid(
                cached(name)
                        .values(forgotten -> forgotten ? currentAndPending(name) : current(name)));
    }

    @Override
    public List<Secret> ofSource(SourceId id) {
        return ofCurrent(name(id));
    }

    @Override
    public List<Secret> ofWebhook(ConnectionId id) {
        return ofCurrent(webhook(id));
    }

    @Override
    public void store(ConnectionId id, List<Secret> values) {
        store(name(id), values);
    }

    @Override
    public Held held(SourceId id) {
        return held(name(id));
    }

    @Override
    public Held heldWebhook(ConnectionId id) {
        return held(webhook(id));
    }

    @Override
    public boolean replace(SourceId id, Held was, List<Secret> values) {
        return replace(name(id), was, values);
    }

    @Override
    public boolean replaceWebhook(ConnectionId id, Held was, List<Secret> values) {
        return replace(webhook(id), was, values);
    }

    @Override
    public void remove(ConnectionId id) {
        remove(name(id));
    }

    @Override
    public void remove(SourceId id) {
        remove(name(id));
    }

    @Override
    public void removeWebhook(ConnectionId id) {
        remove(webhook(id));
    }

    @Override
    public void forget(ConnectionId id) {
        cached(name(id)).forget();
    }

    @Override
    public void forget(SourceId id) {
        cached(name(id)).forget();
    }

    @Override
    public void forgetWebhook(ConnectionId id) {
        cached(webhook(id)).forget();
    }

    private List<Secret> ofCurrent(String name) {
        return valid(cached(name).values(_ -> current(name)));
    }

    private List<Secret> valid(List<Secret> values) {
        Instant now = clock.instant();
        return values.stream().filter(value -> value.validAt(now)).toList();
    }

    private List<Secret> current(String name) {
        return version(name, CURRENT).map(version -> values(name, version)).orElse(List.of());
    }

    private static List<Secret> values(String name, GetSecretValueResponse version) {
        String text = version.secretString();
        return text == null
                ? List.of()
                : SecretDocument.read(text).orElseThrow(() -> malformed(name));
    }

    private Held held(String name) {
        return version(name, CURRENT)
                .map(version -> new Held(valid(values(name, version)), version.versionId()))
                .orElseGet(() -> new Held(List.of(), NO_VERSION));
    }

    private List<Secret> currentAndPending(String name) {
        Map<String, Secret> values = new LinkedHashMap<>();
        current(name).forEach(value -> values.put(value.id(), value));
        pending(name).forEach(value -> values.putIfAbsent(value.id(), value));
        return List.copyOf(values.values());
    }

    private List<Secret> pending(String name) {
        try {
            return version(name, PENDING).map(pending -> values(name, pending)).orElse(List.of());
        } catch (Unavailable noneThatWeCouldUse) {
            return List.of();
        }
    }

    private Optional<GetSecretValueResponse> version(String name, String stage) {
        try {
            return Optional.of(client.getSecretValue(b -> b.secretId(name).versionStage(stage)));
        } catch (ResourceNotFoundException | InvalidRequestException notThereOrBeingDeleted) {
            return Optional.empty();
        } catch (SdkException e) {
            throw new Unavailable("Secrets Manager did not give secret %s.".formatted(name), e);
        }
    }

    private void store(String name, List<Secret> values) {
        String text = SecretDocument.text(values);
        try {
            // Made by another between the two: then this one is the newer.
            if (!replaced(name, text) && !created(name, text)) {
                put(name, text);
            }
        } catch (SdkException e) {
            throw new Unavailable("Secrets Manager did not keep secret %s.".formatted(name), e);
        } finally {
            cached.remove(name);
        }
    }

    private boolean replaced(String name, String text) {
        try {
            put(name, text);
            return true;
        } catch (ResourceNotFoundException e) {
            return false;
        }
    }

    private void put(String name, String text) {
        client.putSecretValue(b -> b.secretId(name).secretString(text));
    }

    private boolean created(String name, String text) {
        try {
            client.createSecret(b -> b.name(name).secretString(text));
            return true;
        } catch (ResourceExistsException e) {
            return false;
        }
    }

    /// Secrets Manager has no conditional write, but the caller may name the new version, and a
    /// name that a version with another value has is refused (API reference, PutSecretValue,
    /// ClientRequestToken). So all who follow one version name the same next one, and only the
    /// first of them gets it.
    private boolean replace(String name, Held was, List<Secret> values) {
        String text = SecretDocument.text(values);
        String next =
                UUID.nameUUIDFromBytes(was.version().getBytes(StandardCharsets.UTF_8)).toString();
        try {
            if (was.version().equals(NO_VERSION)) {
                client.createSecret(b -> b.name(name).secretString(text).clientRequestToken(next));
            } else {
                client.putSecretValue(
                        b -> b.secretId(name).secretString(text).clientRequestToken(next));
            }
            return true;
        } catch (ResourceExistsException | ResourceNotFoundException another) {
            return false;
        } catch (SdkException e) {
            throw new Unavailable("Secrets Manager did not keep secret %s.".formatted(name), e);
        } finally {
            cached.remove(name);
        }
    }

    /// For good and at once: a removed token must not be there to be restored.
    private void remove(String name) {
        try {
            client.deleteSecret(b -> b.secretId(name).forceDeleteWithoutRecovery(true));
        } catch (ResourceNotFoundException alreadyGone) {
            // As it should be.
        } catch (SdkException e) {
            throw new Unavailable("Secrets Manager did not remove secret %s.".formatted(name), e);
        } finally {
            cached.remove(name);
        }
    }

    private CachedSecret cached(String name) {
        return cached.computeIfAbsent(name, _ -> new CachedSecret(clock));
    }

    private String name(ConnectionId id) {
        return prefix + "/connections/" + id;
    }

    private String name(SourceId id) {
        return prefix + "/sources/" + id;
    }

    private String webhook(ConnectionId id) {
        return prefix + "/webhooks/" + id;
    }

    private static Unavailable malformed(String name) {
        return new Unavailable(
                "Secret %s is malformed; save it anew in the settings.".formatted(name),
                new IllegalStateException("no list of values"));
    }
}
