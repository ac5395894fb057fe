package org.badgebridge.jobs;

import org.badgebridge.award.Eraser;
import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.intake.LearnerPosts;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Deliveries;
import org.badgebridge.port.Deliveries.Verdict;
import org.badgebridge.port.Delivery;
import org.badgebridge.port.Jobs.Job;
import org.badgebridge.port.Page;
import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Erases a learner whose erasure is noted: first what the sources of their realm have put aside of
/// them, which may be much, then the learner. So the job has to know no more than their id, and
/// what is searched for is gone when nothing is left to search. Thread-safe.
public final class EraseWork implements JobWork {

    static final String LEARNER = "learner";

    /// So many posts at once, of which DynamoDB hands out 1 MB.
    private static final int A_PAGE = 100;

    /// The cursor of what is left when all sources were searched. Ids of sources are followed by a
    /// blank.
    private static final String SEARCHED = "searched";

    private static final String DISCARDED = "It spoke of a learner who was erased.";

    private final Eraser eraser;
    private final Accounts accounts;
    private final Awards awards;
    private final Deliveries deliveries;
    private final LearnerPosts posts;

    public EraseWork(
            Eraser eraser,
            Accounts accounts,
            Awards awards,
            Deliveries deliveries,
            LearnerPosts posts) {
        this.eraser = eraser;
        this.accounts = accounts;
        this.awards = awards;
        this.deliveries = deliveries;
        this.posts = posts;
    }

    @Override
    public Chunk next(Job job, Deadline deadline) {
        LearnerId id = LearnerId.parse(job.parameters().getOrDefault(LEARNER, "")).orElseThrow();
        Learner learner = awards.learner(id).orElse(null);
        if (learner == null) {
            return new Chunk.Done(Map.of(), null);
        }
        if (!SEARCHED.equals(job.cursor())) {
            Place place = Place.of(job.cursor());
            Optional<Source> source = atOrBehind(place.source(), learner);
            if (source.isPresent()) {
                return searched(source.get(), place.in(source.get().id()), learner);
            }
        }
        return switch (eraser.erase(id)) {
            case ERASED, NOT_THERE -> new Chunk.Done(Map.of(), null);
            case CALLING ->
                    new Chunk.Later(
                            "A provider is being called for a badge of theirs, or may have done"
                                    + " what it was asked. It goes on when that badge is settled.");
        };
    }

    /// The sources may change between two chunks, but not their order.
    private Optional<Source> atOrBehind(String place, Learner learner) {
        return accounts.sources().stream()
                .filter(source -> source.realm().equals(learner.realm()))
                .filter(source -> source.id().value().compareTo(place) >= 0)
                .min(Comparator.comparing(source -> source.id().value()));
    }

    private Chunk searched(Source source, Page.Cursor from, Learner learner) {
        Page<Verdict> page = deliveries.putAside(source.id(), A_PAGE, from);
        long discarded =
                page.items().stream().filter(each -> discarded(each, source, learner)).count();
        Page.Cursor next = page.next();
        String cursor =
                next == null
                        ? atOrBehind(source.id().value() + Place.BLANK, learner)
                                .map(other -> new Place(other.id().value(), Page.Cursor.START))
                                .map(Place::toString)
                                .orElse(SEARCHED)
                        : new Place(source.id().value(), next).toString();
        return new Chunk.More(cursor, Map.of("posts_discarded", discarded));
    }

    /// What a post says of others is kept before the post goes.
    private boolean discarded(Verdict verdict, Source source, Learner learner) {
        Optional<List<Delivery.Event>> others =
                verdict.released().flatMap(post -> posts.without(learner, source, post));
        others.ifPresent(rest -> {
            rest.forEach(each -> deliveries.record(verdict.on(each)));
            deliveries.record(verdict.discarded(DISCARDED));
        });
        return others.isPresent();
    }

    /// Where a chunk begins: in which source, and at which of its posts.
    private record Place(String source, Page.Cursor cursor) {

        static final String BLANK = " ";

        static Place of(@Nullable String text) {
            if (text == null) {
                return new Place("", Page.Cursor.START);
            }
            int blank = text.indexOf(BLANK);
            return new Place(text.substring(0, blank), new Page.Cursor(text.substring(blank + 1)));
        }

        Page.Cursor in(SourceId other) {
            return other.value().equals(source) ? cursor : Page.Cursor.START;
        }

        @Override
        public String toString() {
            return source + BLANK + cursor.value();
        }
    }
}
