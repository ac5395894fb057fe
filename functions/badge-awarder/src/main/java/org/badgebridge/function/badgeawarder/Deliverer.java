package org.badgebridge.function.badgeawarder;

import org.badgebridge.award.Awarder;
import org.badgebridge.award.CourseBook;
import org.badgebridge.award.SecretWatch;
import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.intake.EventReader;
import org.badgebridge.intake.Reading;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Admissions;
import org.badgebridge.port.Deliveries;
import org.badgebridge.port.Deliveries.Kind;
import org.badgebridge.port.Deliveries.Verdict;
import org.badgebridge.port.Delivery;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/// Takes a delivery from the certificates queue: reads it, awards by it, and writes down what
/// became of it for an admin to see. Thread-safe.
final class Deliverer {

    private static final String PROVEN =
            "Put aside while the source captures. It proves its origin.";
    private static final String UNPROVEN =
            "Put aside while the source captures. Nothing proves yet who sent it.";
    private static final String DELETED = "The source was deleted.";
    private static final String ERASED = "The learner was erased after this.";

    private final Accounts accounts;
    private final EventReader reader;
    private final Awarder awarder;
    private final CourseBook courses;
    private final Admissions admissions;
    private final SecretWatch secrets;
    private final Deliveries deliveries;

    Deliverer(
            Accounts accounts,
            EventReader reader,
            Awarder awarder,
            CourseBook courses,
            Admissions admissions,
            SecretWatch secrets,
            Deliveries deliveries) {
        this.accounts = accounts;
        this.reader = reader;
        this.awarder = awarder;
        this.courses = courses;
        this.admissions = admissions;
        this.secrets = secrets;
        this.deliveries = deliveries;
    }

    /// What takes the deliveries of one batch, any number at once; each source is read once for all
    /// of them.
    Consumer<Delivery> forBatch() {
        Map<SourceId, Optional<Source>> sources = new ConcurrentHashMap<>();
        return delivery -> take(delivery, id -> sources.computeIfAbsent(id, accounts::source));
    }

    private void take(Delivery delivery, Function<SourceId, Optional<Source>> sources) {
        switch (delivery) {
            case Delivery.Rejected rejected ->
                    deliveries.record(Verdict.of(rejected, Kind.REJECTED, rejected.reason(), null));
            case Delivery.Captured captured ->
                    deliveries.record(put(captured, sources.apply(captured.source())));
            case Delivery.Event event -> take(event, sources.apply(event.source()));
        }
    }

    private static Verdict put(Delivery.Captured captured, Optional<Source> source) {
        Map<String, String> proof = captured.proof();
        return source.isEmpty()
                ? Verdict.of(captured.event(), Kind.IGNORED, DELETED, null)
                : Verdict.keeping(
                        captured.event(),
                        Kind.CAPTURED,
                        proof.isEmpty() ? UNPROVEN : PROVEN,
                        proof);
    }

    private void take(Delivery.Event event, Optional<Source> source) {
        if (source.isEmpty()) {
            deliveries.record(Verdict.of(event, Kind.IGNORED, DELETED, null));
            return;
        }
        RuntimeException failure = null;
        for (EventReader.Item item : reader.read(source.get(), event)) {
            try {
                Verdict verdict = taken(source.get(), item.delivery(), item.reading());
                deliveries.record(verdict);
                if (verdict.kind() == Kind.HELD) {
                    forgetErased(item);
                }
            } catch (RuntimeException e) {
                // The other events of the post do not wait for this one.
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        if (event.secretId() != null) {
            secrets.matched(event.source(), event.secretId(), event.receivedAt());
        }
    }

    private Verdict taken(Source source, Delivery.Event event, Reading reading) {
        return switch (reading) {
            case Reading.Ignored(String reason) -> Verdict.of(event, Kind.IGNORED, reason, null);
            case Reading.Unusable(String reason) ->
                    Verdict.keeping(event, Kind.UNUSABLE, reason, Map.of());
            case Reading.Of(LearningEvent learned) when !admits(source, event, learned) ->
                    Verdict.keeping(
                            event,
                            Kind.HELD,
                            "More than %d came within the hour. It waits for a person."
                                    .formatted(source.hourlyCap()),
                            Map.of());
            case Reading.Of(LearningEvent learned) -> {
                Awarder.Awarded awarded = awarder.award(learned);
                courses.note(learned);
                yield awarded.erased()
                        ? Verdict.of(event, Kind.IGNORED, ERASED, null)
                        : Verdict.of(event, Kind.ACCEPTED, null, awarded.certificate().toString());
            }
        };
    }

    /// Nothing is awarded by what is held, so nothing else notices that its learner was erased.
    /// Looked at when it is recorded: an erasure that is noted later finds it.
    private void forgetErased(EventReader.Item held) {
        if (held.reading() instanceof Reading.Of(LearningEvent learned)
                && awarder.erased(learned)) {
            deliveries.record(Verdict.of(held.delivery(), Kind.IGNORED, ERASED, null));
        }
    }

    /// What takes something back is never held up: only giving can be too much.
    private boolean admits(Source source, Delivery.Event event, LearningEvent learned) {
        Integer cap = source.hourlyCap();
        return cap == null
                || event.released()
                || learned.type().negative()
                || admissions.admit(source.id(), event.receivedAt(), learned.id(), cap);
    }
}
