package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.award.Eraser;
import org.badgebridge.award.Pusher;
import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.Failure;
import org.badgebridge.domain.badge.FailureCause;
import org.badgebridge.domain.event.Person;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.learner.LearnerIds;
import org.badgebridge.function.settingsapi.http.Access;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.JobView;
import org.badgebridge.function.settingsapi.view.LearnerView;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.jobs.JobRunner;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Badges;
import org.badgebridge.port.SettleQueue;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// The people who earn badges.
final class LearnersResource implements Resource {

    private static final String WHAT = "learner";
    private static final int MOST_NAME = 255;

    /// RFC 5321, section 4.5.3.1.3, without the angle brackets.
    private static final int MOST_EMAIL = 254;

    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@,;<>\"]+@[^\\s@,;<>\"]+\\.[^\\s@,;<>\"]+");

    private static final int MOST_USER_ID = 255;

    /// One e-mail may be known to many realms.
    private static final int MOST_FOUND = 20;

    private final Accounts accounts;
    private final Awards awards;
    private final Badges badges;
    private final SettleQueue queue;
    private final Pusher pusher;
    private final Eraser eraser;
    private final LearnerIds ids;
    private final BadgeReader reader;
    private final JobRunner runner;
    private final JobStarter starter;
    private final Clock clock;

    LearnersResource(
            Accounts accounts,
            Awards awards,
            Badges badges,
            SettleQueue queue,
            Pusher pusher,
            Eraser eraser,
            LearnerIds ids,
            BadgeReader reader,
            JobRunner runner,
            JobStarter starter,
            Clock clock) {
        this.accounts = accounts;
        this.awards = awards;
        this.badges = badges;
        this.queue = queue;
        this.pusher = pusher;
        this.eraser = eraser;
        this.ids = ids;
        this.reader = reader;
        this.runner = runner;
        this.starter = starter;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/learners/find", this::find).needing(Access.VIEWER).asking(),
                Route.get("/learners/{id}", this::read),
                Route.put("/learners/{id}", this::update),
                Route.delete("/learners/{id}", this::erase).alwaysTold(),
                Route.post("/learners/{id}/block", call -> block(call, true)),
                Route.post("/learners/{id}/unblock", call -> block(call, false)));
    }

    /// Learners by their e-mail or their platform's id, which belong into no URL.
    private Answer find(Call call) {
        Fields in = call.fields();
        Optional<String> email = in.optionalText("email", MOST_EMAIL);
        Optional<SourceId> source =
                in.parsed("source", Ids.MOST_LENGTH, Ids::source, "must be the id of a source");
        Optional<String> userId = in.optionalText("user_id", MOST_USER_ID);
        if (email.isPresent() == userId.isPresent()) {
            in.wrong("email", "or user_id with source is needed, and one of them only");
        }
        if (userId.isPresent() && source.isEmpty() && !in.has("source")) {
            in.wrong("source", "is needed beside user_id");
        }
        in.check();
        List<LearnerId> found =
                email.map(mail -> awards.learnersByEmail(ids.emailDigest(mail)))
                        .orElseGet(() ->
                                List.of(byUserId(source.orElseThrow(), userId.orElseThrow())));
        return Answer.ok(
                PageView.all(
                        found.stream()
                                .limit(MOST_FOUND)
                                .flatMap(id -> awards.learner(id).stream())
                                .map(learner -> view(learner, false))
                                .toList()));
    }

    private LearnerId byUserId(SourceId source, String userId) {
        String realm =
                accounts.source(source)
                        .map(Source::realm)
                        .orElseThrow(() ->
                                Problem.invalid("source", "there is no such source").refusal());
        return ids.of(realm, new Person(userId, null, "", ""));
    }

    private Answer read(Call call) {
        call.only("reveal");
        Learner learner = learner(call);
        return Answer.ok(view(learner, call.reveal()), learner.version());
    }

    private Answer update(Call call) {
        Learner was = learner(call);
        Fields in =
                call.fields().ignoring("badges", "blocked", "locale", "created_at", "updated_at");
        in.fixed("id", was.id().value());
        in.fixed("realm", was.realm());
        in.fixed("user_id", was.userId() == null ? "null" : was.userId());
        String first = in.possiblyEmpty("first_name", MOST_NAME).orElse(was.firstName());
        String last = in.possiblyEmpty("last_name", MOST_NAME).orElse(was.lastName());
        Optional<String> email =
                in.parsed(
                        "email",
                        MOST_EMAIL,
                        text -> email(text, was),
                        "must be an e-mail address such as ada@example.org");
        in.check();
        String mail = email.orElse(was.email());
        Learner is =
                stored(was, learner -> learner.corrected(first, last, mail, ids, clock.instant()));
        for (Badge badge : badges.ofLearner(is.id())) {
            if (refusedForWhoTheyAre(badge)) {
                pusher.retry(badge.id(), call.who());
            }
        }
        return settled(was, is);
    }

    /// What a correction mends. Other failures go on waiting for a person.
    private static boolean refusedForWhoTheyAre(Badge badge) {
        Failure failure = badge.settling().failure();
        return failure != null
                && (failure.cause() == FailureCause.EMAIL_REFUSED
                        || failure.cause() == FailureCause.NAME_REFUSED);
    }

    /// A learner may be sent back as they were read: a masked e-mail stands for the one they have.
    private static Optional<String> email(String text, Learner was) {
        String known = was.email();
        if (known != null && text.equals(LearnerView.masked(known))) {
            return Optional.of(known);
        }
        return Optional.of(text.toLowerCase(Locale.ROOT))
                .filter(t -> EMAIL.matcher(t).matches() && !t.contains("*"));
    }

    /// Whoever hears of a job asks it for how far it came.
    private Answer erase(Call call) {
        LearnerId id = learner(call).id();
        return switch (eraser.note(id)) {
            case NOTED -> {
                JobView job =
                        starter.start(call, (who, deadline) -> runner.erase(id, who, deadline));
                yield awards.learner(id).isEmpty() ? Answer.nothing() : Answer.accepted(job);
            }
            case NOT_THERE -> throw Problem.notFound(WHAT).refusal();
            case CALLING ->
                    throw Problem.conflict(
                                    "A provider is being called for a badge of theirs, or may"
                                            + " have done what it was asked. Ask again when that"
                                            + " badge is settled.")
                            .refusal();
        };
    }

    private Answer block(Call call, boolean blocked) {
        Learner was = learner(call);
        Learner is =
                stored(
                        was,
                        learner ->
                                learner.blocked() == blocked
                                        ? learner
                                        : learner.blocked(blocked, clock.instant()));
        return settled(was, is);
    }

    private Learner stored(Learner was, UnaryOperator<Learner> change) {
        Learner is = change.apply(was);
        if (!is.equals(was) && !awards.store(Optional.of(is), Optional.empty())) {
            throw Problem.changedMeanwhile().refusal();
        }
        return is;
    }

    private Answer settled(Learner was, Learner is) {
        // On repetition too: the first time we may have stopped before it.
        queue.send(badges.ofLearner(is.id()).stream().map(Badge::id).toList());
        return Answer.ok(view(is, false), is.equals(was) ? is.version() : is.version() + 1);
    }

    private LearnerView view(Learner learner, boolean reveal) {
        List<Badge> all = badges.ofLearner(learner.id());
        return LearnerView.of(learner, reader.views(all), reveal);
    }

    private Learner learner(Call call) {
        Learner learner =
                awards.learner(call.id("id", WHAT, LearnerId::parse))
                        .orElseThrow(() -> Problem.notFound(WHAT).refusal());
        call.expect(learner.version());
        return learner;
    }
}
