package org.badgebridge.function.badgeawarder;

import org.badgebridge.award.Awarder;
import org.badgebridge.award.CourseBook;
import org.badgebridge.award.SecretWatch;
import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.intake.EventReader;
import org.badgebridge.intake.Reading;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Deliveries;
import org.badgebridge.port.Deliveries.Kind;
import org.badgebridge.port.Deliveries.Verdict;
import org.badgebridge.port.Delivery;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/// Takes a delivery from the certificates queue: reads it, awards by it, and writes down what
/// became of it for an admin to see. Thread-safe.
final class Deliverer {

    private static final String ERASED = "The learner was erased after this.";

    private final Accounts accounts;
    private final EventReader reader;
    private final Awarder awarder;
    private final CourseBook courses;
    private final SecretWatch secrets;
    private final Deliveries deliveries;

    Deliverer(
            Accounts accounts,
            EventReader reader,
            Awarder awarder,
            CourseBook courses,
            SecretWatch secrets,
            Deliveries deliveries) {
        this.accounts = accounts;
        this.reader = reader;
        this.awarder = awarder;
        this.courses = courses;
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
                    deliveries.record(
                            new Verdict(
                                    rejected.source(),
                                    rejected.id(),
                                    rejected.receivedAt(),
                                    Kind.REJECTED,
                                    rejected.reason(),
                                    null,
                                    null,
                                    null));
            case Delivery.Event event -> take(event, sources.apply(event.source()));
        }
    }

    private void take(Delivery.Event event, Optional<Source> source) {
        if (source.isEmpty()) {
            record(event, Kind.UNUSABLE, "The source was deleted.", null, event.body());
            return;
        }
        RuntimeException failure = null;
        for (EventReader.Item item : reader.read(source.get(), event)) {
            try {
                take(item.delivery(), item.reading());
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

    private void take(Delivery.Event event, Reading reading) {
        switch (reading) {
            case Reading.Ignored(String reason) -> record(event, Kind.IGNORED, reason, null, null);
            case Reading.Unusable(String reason) ->
                    record(event, Kind.UNUSABLE, reason, null, event.body());
            case Reading.Of(var learned) -> {
                Awarder.Awarded awarded = awarder.award(learned);
                courses.note(learned);
                if (awarded.erased()) {
                    record(event, Kind.IGNORED, ERASED, null, null);
                } else {
                    record(event, Kind.ACCEPTED, null, awarded.certificate().toString(), null);
                }
            }
        }
    }

    private void record(
            Delivery.Event event,
            Kind kind,
            @Nullable String reason,
            @Nullable String certificate,
            @Nullable String body) {
        deliveries.record(
                new Verdict(
                        event.source(),
                        event.id(),
                        event.receivedAt(),
                        kind,
                        reason,
                        event.secretId(),
                        certificate,
                        body));
    }
}
