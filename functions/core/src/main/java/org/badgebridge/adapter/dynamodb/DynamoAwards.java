package org.badgebridge.adapter.dynamodb;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Change;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.Erasure;
import org.badgebridge.domain.learner.Fact;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.learner.Past;
import org.badgebridge.domain.rule.Progress;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.port.Awards;
import org.badgebridge.port.CertificateQuery;
import org.badgebridge.port.Count;
import org.badgebridge.port.Page;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// [Awards] in the badges table.
public final class DynamoAwards implements Awards {

    private final DynamoDbClient client;
    private final Table badges;

    public DynamoAwards(DynamoDbClient client, String badgesTable) {
        this.client = client;
        this.badges = new Table(client, badgesTable);
    }

    @Override
    public Optional<Learner> learner(LearnerId id) {
        return badges.get(BadgesKeys.learner(id), Learner.class);
    }

    @Override
    public Map<LearnerId, Learner> learners(Collection<LearnerId> ids) {
        BatchRead read = new BatchRead(client);
        ids.forEach(id -> read.with(badges.name(), BadgesKeys.learner(id)));
        read.read();
        Map<LearnerId, Learner> found = new HashMap<>();
        for (LearnerId id : ids) {
            read.record(badges.name(), BadgesKeys.learner(id), Learner.class)
                    .ifPresent(learner -> found.put(id, learner));
        }
        return found;
    }

    @Override
    public Optional<Erasure> erasure(LearnerId id) {
        return badges.get(BadgesKeys.erasure(id), Erasure.class);
    }

    @Override
    public Optional<Certificate> certificate(CertificateId id) {
        return badges.get(BadgesKeys.certificate(id), Certificate.class);
    }

    @Override
    public Known known(LearnerId learner, CertificateId certificate) {
        Key learnerKey = BadgesKeys.learner(learner);
        Key certificateKey = BadgesKeys.certificate(certificate);
        Key erasureKey = BadgesKeys.erasure(learner);
        BatchRead read =
                new BatchRead(client)
                        .with(badges.name(), learnerKey)
                        .with(badges.name(), certificateKey)
                        .with(badges.name(), erasureKey)
                        .read();
        return new Known(
                read.record(badges.name(), learnerKey, Learner.class),
                read.record(badges.name(), certificateKey, Certificate.class),
                read.record(badges.name(), erasureKey, Erasure.class));
    }

    @Override
    public boolean store(Optional<Learner> learner, Optional<Certificate> certificate) {
        return stored(new Transaction(client), learner, certificate);
    }

    @Override
    public boolean store(
            Known read, Optional<Learner> learner, Optional<Certificate> certificate, Fact fact) {
        Transaction transaction = new Transaction(client);
        check(transaction, fact.certificate().learner(), read.erasure());
        Key key = BadgesKeys.fact(fact.certificate(), fact.at());
        transaction.put(badges.name(), Item.at(key).record(fact));
        return stored(transaction, learner, certificate);
    }

    @Override
    public Past past(LearnerId learner) {
        return new Past(badges.within(BadgesKeys.of(learner), BadgesKeys.FACT, Fact.class));
    }

    @Override
    public Optional<Fact> given(CertificateId id) {
        return certificate(id)
                .map(Certificate::given)
                .flatMap(at -> badges.get(BadgesKeys.fact(id, at), Fact.class));
    }

    @Override
    public List<Fact> newest(Collection<Certificate> certificates) {
        List<Key> keys =
                certificates.stream()
                        .flatMap(each ->
                                Stream.of(each.given(), each.taken())
                                        .filter(Objects::nonNull)
                                        .map(at -> BadgesKeys.fact(each.id(), at)))
                        .toList();
        return new Listing(badges).items(keys, Fact.class);
    }

    @Override
    public void forget(CertificateId certificate, int butNewest) {
        List<Key> oldestFirst =
                badges
                        .within(
                                BadgesKeys.of(certificate.learner()),
                                BadgesKeys.factsOf(certificate))
                        .stream()
                        .map(Key::of)
                        .toList();
        oldestFirst.stream()
                .limit(Math.max(0, oldestFirst.size() - butNewest))
                .forEach(key ->
                        client.deleteItem(b -> b.tableName(badges.name()).key(key.attributes())));
    }

    @Override
    public Optional<Progress> progress(LearnerId learner, RuleId rule) {
        return badges.get(BadgesKeys.progress(learner, rule), Progress.class);
    }

    /// With a new version: whoever has read the progress before is not to store what they make of
    /// it.
    @Override
    public void outdate(LearnerId learner, RuleId rule) {
        try {
            client.updateItem(b ->
                    b.tableName(badges.name())
                            .key(BadgesKeys.progress(learner, rule).attributes())
                            .conditionExpression("attribute_exists(pk)")
                            .updateExpression("ADD #v :one REMOVE #r.#o")
                            .expressionAttributeNames(
                                    Map.of("#v", Item.VERSION, "#r", Item.RECORD, "#o", "of"))
                            .expressionAttributeValues(Map.of(":one", Attributes.number(1))));
        } catch (ConditionalCheckFailedException nothingThere) {
            // Then it will be derived from all that the learner did.
        }
    }

    @Override
    public List<Progress> progress(LearnerId learner) {
        return badges.within(BadgesKeys.of(learner), BadgesKeys.PROGRESS, Progress.class);
    }

    @Override
    public Page<Progress> progress(TemplateId template, int most, Page.Cursor from) {
        Page<Key> keys =
                new NewestFirst(
                                badges,
                                BadgesKeys.BY_TEMPLATE,
                                BadgesKeys.TEMPLATE,
                                List.of(BadgesKeys.progressTowards(template)),
                                _ -> {},
                                null,
                                null)
                        .page(most, from);
        return new Page<>(new Listing(badges).items(keys.items(), Progress.class), keys.next());
    }

    private void check(Transaction transaction, LearnerId learner, Optional<Erasure> erasure) {
        transaction.check(
                badges.name(),
                BadgesKeys.erasure(learner),
                erasure.map(Erasure::version).orElse(0L));
    }

    private boolean stored(
            Transaction transaction, Optional<Learner> learner, Optional<Certificate> certificate) {
        if (learner.isPresent() && !put(transaction, learner.get())) {
            return false;
        }
        certificate.ifPresent(c -> transaction.put(badges.name(), item(c), c.version()));
        return transaction.commit();
    }

    /// Progress for every rule asked for, in their order; none where nothing is stored yet.
    @Override
    public Standing standing(BadgeId badge, Collection<RuleId> rules) {
        Key erasureKey = BadgesKeys.erasure(badge.learner());
        BatchRead read =
                new BatchRead(client)
                        .with(badges.name(), BadgesKeys.badge(badge))
                        .with(badges.name(), erasureKey);
        rules.forEach(rule -> read.with(badges.name(), BadgesKeys.progress(badge.learner(), rule)));
        read.read();
        List<Progress> progress =
                rules.stream()
                        .map(rule ->
                                read.record(
                                                badges.name(),
                                                BadgesKeys.progress(badge.learner(), rule),
                                                Progress.class)
                                        .orElseGet(() -> Progress.none(badge.learner(), rule)))
                        .toList();
        return new Standing(
                progress,
                read.record(badges.name(), BadgesKeys.badge(badge), Badge.class),
                read.record(badges.name(), erasureKey, Erasure.class));
    }

    @Override
    public boolean store(List<Progress> changed, Optional<Change> badge, List<Progress> seen) {
        return stored(new Transaction(client), changed, badge, seen);
    }

    @Override
    public boolean store(
            Standing read, List<Progress> changed, Optional<Change> badge, List<Progress> seen) {
        Transaction transaction = new Transaction(client);
        Stream.concat(
                        badge.map(change -> change.badge().id().learner()).stream(),
                        changed.stream().map(Progress::learner))
                .findFirst()
                .ifPresent(id -> check(transaction, id, read.erasure()));
        return stored(transaction, changed, badge, seen);
    }

    private boolean stored(
            Transaction transaction,
            List<Progress> changed,
            Optional<Change> badge,
            List<Progress> seen) {
        for (Progress progress : changed) {
            transaction.put(badges.name(), item(progress), progress.version());
        }
        badge.ifPresent(change -> BadgeItems.put(transaction, badges.name(), change));
        seen.forEach(p -> transaction.check(badges.name(), key(p), p.version()));
        return transaction.commit();
    }

    @Override
    public List<Certificate> certificates(LearnerId learner) {
        return badges.within(BadgesKeys.of(learner), BadgesKeys.CERTIFICATE, Certificate.class);
    }

    @Override
    public Page<Certificate> listCertificates(CertificateQuery query, int most, Page.Cursor from) {
        LearnerId learner = query.learner();
        if (learner != null) {
            return new Page<>(asked(query, certificates(learner)), null);
        }
        Page<Key> keys = index(query).page(most, from);
        return new Page<>(
                asked(query, new Listing(badges).items(keys.items(), Certificate.class)),
                keys.next());
    }

    @Override
    public Count countCertificates(CertificateQuery query, int most) {
        LearnerId learner = query.learner();
        return learner == null
                ? index(query).count(most)
                : new Count(asked(query, certificates(learner)).size(), false);
    }

    /// What is asked for, newest first: the index may be a moment late.
    private static List<Certificate> asked(CertificateQuery query, List<Certificate> all) {
        return all.stream()
                .filter(query::takes)
                .sorted(Comparator.comparing(Certificate::createdAt).reversed())
                .toList();
    }

    private NewestFirst index(CertificateQuery query) {
        String course = query.course();
        SourceId source = query.source();
        Consumer<Conditions> filter =
                conditions -> {
                    if (source != null) {
                        conditions.where(BadgesKeys.SOURCE, source.value());
                    }
                    if (course != null && !Course.familyOf(course).equals(course)) {
                        conditions.where(BadgesKeys.COURSE, Key.foreign(course));
                    }
                };
        return course == null
                ? new NewestFirst(
                        badges,
                        BadgesKeys.LISTED,
                        BadgesKeys.LISTED,
                        List.of(BadgesKeys.CERTIFICATES),
                        filter,
                        query.since(),
                        query.until())
                : new NewestFirst(
                        badges,
                        BadgesKeys.BY_COURSE,
                        BadgesKeys.COURSE_OF,
                        List.of(BadgesKeys.certificatesOf(Course.familyOf(course))),
                        filter,
                        query.since(),
                        query.until());
    }

    @Override
    public List<LearnerId> learnersByEmail(String emailDigest) {
        return badges.all(BadgesKeys.ofEmail(emailDigest)).stream()
                .flatMap(item -> LearnerId.parse(Key.of(item).sk()).stream())
                .toList();
    }

    /// Adds the learner and the pointer by which an e-mail finds it; false when the learner is no
    /// longer as it was read.
    private boolean put(Transaction transaction, Learner learner) {
        @Nullable String before = null;
        if (learner.version() > 0) {
            Optional<Learner> stored = learner(learner.id());
            if (stored.isEmpty() || stored.get().version() != learner.version()) {
                return false;
            }
            before = stored.get().emailDigest();
        }
        transaction.put(
                badges.name(),
                Item.at(BadgesKeys.learner(learner.id()), learner, learner.version()),
                learner.version());
        @Nullable String after = learner.emailDigest();
        if (before != null && !before.equals(after)) {
            transaction.delete(badges.name(), BadgesKeys.email(before, learner.id()));
        }
        if (after != null && !Objects.equals(before, after)) {
            transaction.put(badges.name(), Item.at(BadgesKeys.email(after, learner.id())));
        }
        return true;
    }

    private static Key key(Progress progress) {
        return BadgesKeys.progress(progress.learner(), progress.rule());
    }

    private static Item item(Progress progress) {
        Item item = Item.at(key(progress), progress, progress.version());
        Instant changed = progress.updatedAt();
        if (!progress.mapping() && changed != null) {
            item.with(BadgesKeys.TEMPLATE, BadgesKeys.progressTowards(progress.rule().template()))
                    .with(
                            BadgesKeys.LISTED_AT,
                            Key.time(changed) + "#" + progress.learner() + "." + progress.rule());
        }
        return item;
    }

    private static Item item(Certificate certificate) {
        Item item =
                Item.at(
                        BadgesKeys.certificate(certificate.id()),
                        certificate,
                        certificate.version());
        if (certificate.isOfNote()) {
            item.with(BadgesKeys.LISTED, BadgesKeys.CERTIFICATES)
                    .with(
                            BadgesKeys.LISTED_AT,
                            Key.time(certificate.createdAt()) + "#" + certificate.id())
                    .with(BadgesKeys.SOURCE, certificate.source().value());
            Course course = certificate.course();
            if (course != null) {
                item.with(BadgesKeys.COURSE, Key.foreign(course.id()))
                        .with(BadgesKeys.COURSE_OF, BadgesKeys.certificatesOf(course.family()));
            }
        }
        return item;
    }
}
