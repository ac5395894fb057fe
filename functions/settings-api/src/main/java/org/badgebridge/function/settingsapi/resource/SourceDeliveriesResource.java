package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.rule.MatchKey;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.DecidedView;
import org.badgebridge.function.settingsapi.view.DeliveryView;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.function.settingsapi.view.PreviewView;
import org.badgebridge.function.settingsapi.view.ProposalView;
import org.badgebridge.intake.Proposer;
import org.badgebridge.intake.Reading;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.CertificatesQueue;
import org.badgebridge.port.Deliveries;
import org.badgebridge.port.Deliveries.Kind;
import org.badgebridge.port.Deliveries.Verdict;
import org.badgebridge.port.Page;
import org.badgebridge.port.Rules;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// What a source's platform posted, what became of it, and what a person decides of that which was
/// put aside: captured to find the settings by, held above the cap, or unusable with the settings
/// of then.
final class SourceDeliveriesResource implements Resource {

    private static final int MOST_IDS = 100;
    private static final int MOST_ID_LENGTH = 255;
    private static final int MOST_CURSOR = 2000;

    /// So many are looked at in one call; the answer says where the next goes on.
    private static final int PAGE = 100;

    private static final int MOST_PAGES = 5;

    private static final int LONGEST_CAPTURE_MINUTES = 24 * 60;
    private static final int USUAL_CAPTURE_MINUTES = 60;

    private static final int MOST_CAPTURED = 50;

    private final Shelf<SourceId, Source> sources;
    private final Deliveries deliveries;
    private final CertificatesQueue queue;
    private final Rules rules;
    private final Proposer proposer;
    private final Function<Source, Object> view;
    private final Clock clock;

    SourceDeliveriesResource(
            Accounts accounts,
            Deliveries deliveries,
            CertificatesQueue queue,
            Rules rules,
            Proposer proposer,
            Function<Source, Object> view,
            Clock clock) {
        this.sources = Shelf.sources(accounts);
        this.deliveries = deliveries;
        this.queue = queue;
        this.rules = rules;
        this.proposer = proposer;
        this.view = view;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/sources/{id}/deliveries", this::list),
                Route.post("/sources/{id}/deliveries/read-again", this::readAgain),
                Route.post("/sources/{id}/deliveries/discard", this::discard),
                Route.post("/sources/{id}/capture", this::capture),
                Route.delete("/sources/{id}/capture", this::goLive),
                Route.get("/sources/{id}/proposal", this::proposal));
    }

    private Answer list(Call call) {
        call.only("limit", "cursor", "reveal", "kind");
        Source source = sources.of(call);
        boolean reveal = call.reveal();
        Set<Kind> kinds = call.query("kind").map(SourceDeliveriesResource::kinds).orElse(Set.of());
        Page<Verdict> page =
                call.page((most, from) ->
                        kinds.isEmpty()
                                ? deliveries.of(source.id(), most, from)
                                : deliveries.of(source.id(), kinds, most, from));
        return Answer.ok(PageView.of(page, verdict -> DeliveryView.of(verdict, reveal)));
    }

    private static Set<Kind> kinds(String text) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (String word : text.split(",", -1)) {
            kinds.add(kind(word).orElseThrow(() -> Problem.invalid("kind", WORDS).refusal()));
        }
        return kinds;
    }

    private static final String WORDS =
            "must be of accepted, ignored, unusable, rejected, captured, held";

    private static Optional<Kind> kind(String word) {
        for (Kind kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(word.strip())) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    // ---- Deciding about what was put aside ------------------------------------------------------

    /// Lets posts through as the source reads them now. What nothing proves is let through only
    /// when the caller says that they know it.
    private Answer readAgain(Call call) {
        return decide(
                call,
                verdict ->
                        verdict.released()
                                .ifPresent(event -> {
                                    try {
                                        queue.send(event);
                                    } catch (CertificatesQueue.Unavailable e) {
                                        throw Problem.unavailable().refusal();
                                    }
                                }));
    }

    private Answer discard(Call call) {
        return decide(
                call,
                verdict ->
                        deliveries.record(verdict.discarded("Discarded by " + call.who() + ".")));
    }

    private Answer decide(Call call, Consumer<Verdict> deed) {
        Source source = sources.of(call);
        Fields in = call.fields();
        List<String> ids = in.has("ids") ? in.texts("ids", MOST_IDS) : List.of();
        Optional<Kind> kind =
                in.parsed(
                        "kind",
                        MOST_ID_LENGTH,
                        word -> kind(word).filter(Deliveries.PUT_ASIDE::contains),
                        "must be unusable, captured or held");
        if (ids.isEmpty() == kind.isEmpty()) {
            in.wrong("ids", "is needed, or else kind: which deliveries");
        }
        boolean unproven = in.flag("unproven").orElse(false);
        boolean dryRun = in.flag("dry_run").orElse(false);
        Page.Cursor from =
                in.optionalText("cursor", MOST_CURSOR)
                        .map(Page.Cursor::new)
                        .orElse(Page.Cursor.START);
        in.check();
        Page<Verdict> chosen =
                kind.map(one -> ofKind(source, one, from))
                        .orElseGet(() -> new Page<>(found(source, ids), null));
        List<Verdict> these =
                chosen.items().stream().filter(verdict -> unproven || isProven(verdict)).toList();
        if (!dryRun) {
            these.forEach(deed);
        }
        Page.Cursor next = chosen.next();
        return Answer.ok(
                new DecidedView(
                        dryRun,
                        these.size(),
                        chosen.items().size() - these.size(),
                        next == null ? null : next.value()));
    }

    private static boolean isProven(Verdict verdict) {
        return verdict.kind() != Kind.CAPTURED || !verdict.proof().isEmpty();
    }

    private List<Verdict> found(Source source, List<String> ids) {
        return ids.stream()
                .flatMap(id -> deliveries.find(source.id(), id).stream())
                .filter(verdict -> Deliveries.PUT_ASIDE.contains(verdict.kind()))
                .toList();
    }

    private Page<Verdict> ofKind(Source source, Kind kind, Page.Cursor from) {
        List<Verdict> all = new ArrayList<>();
        Page.Cursor at = from;
        for (int i = 0; i < MOST_PAGES; i++) {
            Page<Verdict> page = deliveries.of(source.id(), Set.of(kind), PAGE, at);
            all.addAll(page.items());
            Page.Cursor next = page.next();
            if (next == null) {
                return new Page<>(all, null);
            }
            at = next;
        }
        return new Page<>(all, at);
    }

    // ---- Capture --------------------------------------------------------------------------------

    private Answer capture(Call call) {
        Source was = sources.of(call);
        Fields in = call.fields();
        int minutes =
                in.number("minutes", 1, LONGEST_CAPTURE_MINUTES).orElse(USUAL_CAPTURE_MINUTES);
        in.check();
        Source is =
                was.capturingUntil(
                        clock.instant().plus(Duration.ofMinutes(minutes)), clock.instant());
        return sources.change(was, is).answer(view);
    }

    private Answer goLive(Call call) {
        Source was = sources.of(call);
        Source is = was.captureUntil() == null ? was : was.capturingUntil(null, clock.instant());
        return sources.change(was, is).answer(view);
    }

    /// What the captured posts say the settings should be, and what they would become by them.
    private Answer proposal(Call call) {
        call.only();
        Source source = sources.of(call);
        List<Verdict> captured =
                deliveries
                        .of(source.id(), Set.of(Kind.CAPTURED), MOST_CAPTURED, Page.Cursor.START)
                        .items();
        Proposer.Proposal proposal =
                proposer.propose(source, captured)
                        .orElse(
                                new Proposer.Proposal(
                                        source.preset(),
                                        source.settings(),
                                        List.of(
                                                "Nothing was captured yet that can be read. Let the"
                                                        + " platform send something.")));
        Source as =
                source.set(
                        source.name(),
                        proposal.preset(),
                        proposal.settings(),
                        source.hourlyCap(),
                        clock.instant());
        List<PreviewView> readings =
                proposer.readings(as, captured).stream().map(this::preview).toList();
        return Answer.ok(
                new ProposalView(
                        proposal.preset(),
                        Map.copyOf(proposal.settings()),
                        proposal.why(),
                        captured.size(),
                        readings));
    }

    private PreviewView preview(Reading reading) {
        return PreviewView.of(reading, event -> rules.matching(MatchKey.of(event)));
    }
}
