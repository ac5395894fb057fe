package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.DeadLetterView;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.port.DeadLetter;
import org.badgebridge.port.Queues;
import org.badgebridge.port.Queues.Name;
import org.badgebridge.port.Queues.Redriven;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Messages that crashed us again and again, and another chance for them.
record DeadLettersResource(Queues queues) implements Resource {

    private static final String WHAT = "dead letter";

    /// Of each queue. Who sees so many mends their cause before looking at the next.
    private static final int MOST_SHOWN = 100;

    private static final int MOST_NAME = 40;

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/dead-letters", this::list),
                Route.post("/dead-letters/{id}/redrive", this::redriveOne).alwaysTold(),
                Route.post("/dead-letters/redrive", this::redriveAll).alwaysTold());
    }

    private record LetterId(Name queue, String messageId) {

        static Optional<LetterId> parse(String text) {
            int dot = text.indexOf('.');
            return dot < 0
                    ? Optional.empty()
                    : named(text.substring(0, dot))
                            .map(queue -> new LetterId(queue, text.substring(dot + 1)));
        }
    }

    private static Optional<Name> named(String word) {
        return Arrays.stream(Name.values()).filter(name -> name.word().equals(word)).findFirst();
    }

    private Answer list(Call call) {
        call.only();
        List<List<DeadLetter>> letters;
        try (SideBySide reads = new SideBySide()) {
            letters =
                    reads.each(
                                    List.of(Name.values()),
                                    queue -> queues.deadLetters(queue, MOST_SHOWN))
                            .get();
        }
        return Answer.ok(
                PageView.all(
                        letters.stream()
                                .flatMap(List::stream)
                                .sorted(Comparator.comparing(DeadLetter::sentAt).reversed())
                                .map(DeadLetterView::of)
                                .toList()));
    }

    private Answer redriveOne(Call call) {
        LetterId id = call.id("id", WHAT, LetterId::parse);
        if (!queues.redrive(id.queue(), id.messageId(), call.deadline())) {
            throw Problem.notFound(WHAT).refusal();
        }
        return Answer.ok(new Redriven(1, queues.depth(id.queue()).dead()));
    }

    private Answer redriveAll(Call call) {
        Fields in = call.fields();
        Optional<Name> only =
                in.parsed(
                        "queue",
                        MOST_NAME,
                        DeadLettersResource::named,
                        "must be certificates or settle");
        in.check();
        int redriven = 0;
        int left = 0;
        for (Name name : only.map(List::of).orElseGet(() -> List.of(Name.values()))) {
            Redriven done = queues.redrive(name, call.deadline());
            redriven += done.redriven();
            left += done.left();
        }
        return Answer.ok(new Redriven(redriven, left));
    }
}
