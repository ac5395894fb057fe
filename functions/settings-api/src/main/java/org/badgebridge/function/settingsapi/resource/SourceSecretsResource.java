package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.ProblemException;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.function.settingsapi.view.SourceView.NewSecretView;
import org.badgebridge.function.settingsapi.view.SourceView.SecretView;
import org.badgebridge.intake.Presets;
import org.badgebridge.intake.Scheme;
import org.badgebridge.intake.SecretForm;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.SecretUses;
import org.badgebridge.port.Secrets;
import org.badgebridge.port.Secrets.Secret;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The secrets with which a source signs. Several may be valid at once, so that one can be
/// exchanged for another without losing a post: add the new one, change the platform, then end the
/// old one.
final class SourceSecretsResource implements Resource {

    private static final int MOST_SECRETS = 5;
    private static final int MOST_VALUE = 255;

    private final Shelf<SourceId, Source> sources;
    private final Secrets secrets;
    private final SecretUses uses;
    private final Presets presets;
    private final SourceUrls urls;
    private final Supplier<String> newId;
    private final RandomGenerator random;
    private final Clock clock;

    SourceSecretsResource(
            Accounts accounts,
            Secrets secrets,
            SecretUses uses,
            Presets presets,
            SourceUrls urls,
            Supplier<String> newId,
            RandomGenerator random,
            Clock clock) {
        this.sources = Shelf.sources(accounts);
        this.secrets = secrets;
        this.uses = uses;
        this.presets = presets;
        this.urls = urls;
        this.newId = newId;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/sources/{id}/secrets", this::create),
                Route.delete("/sources/{id}/secrets/{sid}", this::end));
    }

    private Answer create(Call call) {
        Source source = sources.of(call);
        Scheme scheme =
                presets.of(source)
                        .orElseThrow(() ->
                                Problem.conflict(
                                                "The source's preset is unknown here, or its"
                                                        + " settings do not fit it.")
                                        .refusal())
                        .proof()
                        .scheme();
        SecretForm form = scheme.secret();
        if (form == SecretForm.NONE) {
            throw Problem.conflict(
                            "This source has no secrets: its platform signs with a key of its own.")
                    .refusal();
        }
        Fields in = call.fields();
        Optional<String> given =
                in.parsed(
                        "value",
                        MOST_VALUE,
                        text -> Optional.of(text).filter(form::fits),
                        form.words());
        in.check();
        Secrets.Held held = secrets.held(source.id());
        List<Secret> valid = held.values();
        Optional<Secret> same =
                valid.stream()
                        .filter(s -> s.validUntil() == null)
                        .filter(s -> given.filter(s.value()::equals).isPresent())
                        .findFirst();
        if (same.isPresent()) {
            return Answer.ok(shown(source, scheme, same.get()));
        }
        if (valid.size() >= MOST_SECRETS) {
            throw Problem.conflict(
                            "The source has %d secrets. Remove one first.".formatted(valid.size()))
                    .refusal();
        }
        Secret secret = new Secret(newId.get(), given.orElseGet(() -> form.make(random)), null);
        List<Secret> all = new ArrayList<>();
        all.add(secret);
        all.addAll(valid);
        replace(source, held, all);
        return Answer.created(shown(source, scheme, secret));
    }

    private NewSecretView shown(Source source, Scheme scheme, Secret secret) {
        return NewSecretView.of(
                secret,
                scheme == Scheme.PATH ? Optional.of(urls.of(source, secret)) : Optional.empty());
    }

    /// Ends a secret now, or at `valid_until`.
    private Answer end(Call call) {
        call.only("valid_until");
        Source source = sources.of(call);
        String id = call.path().getOrDefault("sid", "");
        Optional<Instant> until = call.query("valid_until").map(text -> future(text));
        Secrets.Held held = secrets.held(source.id());
        List<Secret> valid = held.values();
        if (valid.stream().noneMatch(s -> s.id().equals(id))) {
            throw Problem.notFound("secret").refusal();
        }
        List<Secret> left = new ArrayList<>();
        for (Secret secret : valid) {
            if (!secret.id().equals(id)) {
                left.add(secret);
            } else {
                until.ifPresent(at -> left.add(new Secret(id, secret.value(), at)));
            }
        }
        replace(source, held, left);
        return Answer.ok(PageView.all(SecretView.all(left, uses.ofSource(source.id()))));
    }

    private Instant future(String text) {
        try {
            Instant at = Instant.parse(text);
            if (at.isAfter(clock.instant())) {
                return at;
            }
        } catch (DateTimeException notATime) {
            throw notInTheFuture();
        }
        throw notInTheFuture();
    }

    private static ProblemException notInTheFuture() {
        return Problem.invalid(
                        "valid_until", "must be a time to come, such as 2030-01-15T09:30:00Z")
                .refusal();
    }

    private void replace(Source source, Secrets.Held was, List<Secret> values) {
        if (!secrets.replace(source.id(), was, values)) {
            throw Problem.changedMeanwhile().refusal();
        }
    }
}
