package org.badgebridge.simulator;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// Something that goes wrong with calls of one kind. `times` calls are hit (absent: until cleared),
/// after `skip` calls went well, each with `probability`, and only those whose path, query or body
/// contains `containing`.
public record Fault(
        Operation operation,
        Effect effect,
        @Nullable Integer times,
        int skip,
        @Nullable Double probability,
        @Nullable String containing) {

    public Fault {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(effect, "effect");
    }

    public static Fault on(Operation operation, Effect effect) {
        return new Fault(operation, effect, null, 0, null, null);
    }

    public Fault times(int calls) {
        return new Fault(operation, effect, calls, skip, probability, containing);
    }

    public Fault afterFirst(int calls) {
        return new Fault(operation, effect, times, calls, probability, containing);
    }

    public Fault withProbability(double chance) {
        return new Fault(operation, effect, times, skip, chance, containing);
    }

    public Fault onlyContaining(String text) {
        return new Fault(operation, effect, times, skip, probability, text);
    }

    /// What goes wrong. `stored` says on which side of the provider's commit: false means the call
    /// has changed nothing yet, true means it has done all its work and only the answer suffers.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Status.class, name = "status"),
        @JsonSubTypes.Type(value = Latency.class, name = "latency"),
        @JsonSubTypes.Type(value = Reset.class, name = "reset"),
        @JsonSubTypes.Type(value = Hang.class, name = "hang"),
        @JsonSubTypes.Type(value = NotJson.class, name = "not_json"),
        @JsonSubTypes.Type(value = Truncated.class, name = "truncated"),
        @JsonSubTypes.Type(value = CutOff.class, name = "cut_off"),
        @JsonSubTypes.Type(value = Huge.class, name = "huge"),
        @JsonSubTypes.Type(value = IgnoreFilter.class, name = "ignore_filter"),
    })
    public sealed interface Effect {}

    /// Answers this status. Without a body, a plain error in the provider's own form is sent.
    public record Status(
            int status, @Nullable String body, @Nullable String retryAfter, boolean stored)
            implements Effect {
        public static Status of(int status) {
            return new Status(status, null, null, false);
        }

        public Status retryAfter(String value) {
            return new Status(status, body, value, stored);
        }

        public Status body(String text) {
            return new Status(status, text, retryAfter, stored);
        }

        public Status afterStoring() {
            return new Status(status, body, retryAfter, true);
        }
    }

    /// Waits `delayMs` plus up to `jitterMs`. Not `stored`: a caller that gives up meanwhile still
    /// gets its change made, later. It ends when all faults are cleared.
    public record Latency(long delayMs, long jitterMs, boolean stored) implements Effect {}

    /// Closes the connection without a byte of answer.
    public record Reset(boolean stored) implements Effect {}

    /// Never answers; the connection stays open until the simulator closes.
    public record Hang(boolean stored) implements Effect {}

    /// Does the work and answers with its status, but with an HTML page.
    public record NotJson() implements Effect {}

    /// Does the work and answers half of its JSON as if it were all.
    public record Truncated() implements Effect {}

    /// Does the work and closes the connection in the middle of the body.
    public record CutOff() implements Effect {}

    /// Does the work and answers with valid JSON that has `bytes` bytes more than it should.
    public record Huge(int bytes) implements Effect {}

    /// Answers a list as if this filter had not been asked for; absent: no filter at all.
    public record IgnoreFilter(@Nullable String filter) implements Effect {}
}
