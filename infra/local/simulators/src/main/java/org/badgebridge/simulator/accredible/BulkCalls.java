package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.SimulatorJson;
import org.badgebridge.simulator.accredible.OrderCheck.Order;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Making many credentials by one call. The second version tells of each how it went; the first is
/// not known to.
final class BulkCalls {
    private static final int MOST_OF_FIRST = 100;
    private static final int MOST_OF_SECOND = 30;

    private final Documents documents;
    private final Issuing issuing;

    BulkCalls(AccredibleStore store, Conditions conditions, Documents documents) {
        this.documents = documents;
        this.issuing = new Issuing(store, conditions);
    }

    /// All or nothing.
    Answer first(Key key, ObjectNode body) {
        JsonNode sent = body.path("credentials");
        Optional<Answer> refused = refused(sent, MOST_OF_FIRST);
        if (refused.isPresent()) {
            return refused.get();
        }
        List<Order> orders = new ArrayList<>();
        for (JsonNode each : sent) {
            switch (issuing.check(key, each, orders)) {
                case Order order -> orders.add(order);
                // What becomes of the good ones beside a bad one is not documented. That all are
                // refused, with 422 and in the form of a single creation, is a guess of ours.
                case Refusal refusal -> {
                    return refusal.answer(422);
                }
            }
        }
        ArrayNode made = SimulatorJson.object().arrayNode();
        for (Order order : orders) {
            made.add(documents.credentialOfBulk(issuing.issue(order).credential()));
        }
        return Answer.json(200, made);
    }

    /// Each for itself, answered in the order sent. 422 means that none was stored: one that was
    /// stored and could not be paid for has errors, and yet makes it a 207.
    Answer second(Key key, ObjectNode body) {
        JsonNode sent = body.path("credentials");
        Optional<Answer> refused = refused(sent, MOST_OF_SECOND);
        if (refused.isPresent()) {
            return refused.get();
        }
        List<Outcome> outcomes = new ArrayList<>();
        sent.forEach(each -> outcomes.add(issuing.issue(key, each)));
        ObjectNode answer = SimulatorJson.object();
        ArrayNode results = answer.putArray("results");
        outcomes.forEach(each -> results.add(result(each)));
        return Answer.json(status(outcomes), answer);
    }

    private static int status(List<Outcome> outcomes) {
        if (outcomes.stream().allMatch(Outcome.Made.class::isInstance)) {
            return 200;
        }
        return outcomes.stream().allMatch(Refusal.class::isInstance) ? 422 : 207;
    }

    private ObjectNode result(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Made(Credential credential) -> documents.credentialOfBulk(credential);
            case Outcome.Unpaid(Credential credential) -> {
                ObjectNode result = documents.credentialOfBulk(credential);
                result.putObject("errors")
                        .put("code", "insufficient_credits")
                        .put("message", "The credential was created but not published.");
                yield result;
            }
            case Refusal refusal -> {
                ObjectNode result = SimulatorJson.object();
                result.putObject("errors")
                        .put("code", "credential_invalid")
                        .put("message", "The credential is not valid")
                        .putArray("details")
                        .addObject()
                        .put("property", refusal.property())
                        .put("message", refusal.message());
                yield result;
            }
        };
    }

    /// The limits are documented, how more or none are refused is not.
    private static Optional<Answer> refused(JsonNode sent, int most) {
        if (!sent.isArray() || sent.isEmpty()) {
            return Optional.of(Errors.field(422, "credentials", "can't be blank"));
        }
        return sent.size() > most
                ? Optional.of(
                        Errors.field(422, "credentials", "are too many (maximum is " + most + ")"))
                : Optional.empty();
    }
}
