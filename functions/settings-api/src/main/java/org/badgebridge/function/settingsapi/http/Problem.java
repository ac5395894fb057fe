package org.badgebridge.function.settingsapi.http;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Why a call was refused, as RFC 9457 has it: `type` for programs, `title` and `detail` for
/// people, and for input which field is wrong and what would be right.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable List<FieldError> errors) {

    public static final String CONTENT_TYPE = "application/problem+json";

    private static final String TYPES = "urn:badgebridge:problem:";
    private static final String HALF_DONE = TYPES + "half-done";

    private static final int SERVER_ERROR = 500;

    public record FieldError(String field, String message) {}

    /// Refusals of a call for what it says or for what is stored, thrown by whoever finds out, from
    /// whatever depth.
    public ProblemException refusal() {
        return new ProblemException(this);
    }

    public static Problem invalid(List<FieldError> errors) {
        return new Problem(
                TYPES + "invalid",
                "The request has fields that are not right.",
                400,
                null,
                List.copyOf(errors));
    }

    public static Problem invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    public static Problem malformed(String detail) {
        return new Problem(TYPES + "malformed", "The request cannot be read.", 400, detail, null);
    }

    public static Problem unauthorized(String detail) {
        return new Problem(TYPES + "unauthorized", "Sign in first.", 401, detail, null);
    }

    /// The caller is known, and may not do this; `detail` says what is missing.
    public static Problem forbidden(String detail) {
        return new Problem(TYPES + "forbidden", "You may not do this.", 403, detail, null);
    }

    /// `what` there is none of, such as "connection".
    public static Problem notFound(String what) {
        return new Problem(
                TYPES + "not-found", "There is no such %s.".formatted(what), 404, null, null);
    }

    public static Problem methodNotAllowed(List<String> allowed) {
        return new Problem(
                TYPES + "method-not-allowed",
                "This cannot be done here.",
                405,
                "Possible here: %s.".formatted(String.join(", ", allowed)),
                null);
    }

    /// What is stored does not let it happen; `detail` says what would have to change.
    public static Problem conflict(String detail) {
        return new Problem(TYPES + "conflict", "This is not possible now.", 409, detail, null);
    }

    /// Somebody else was faster.
    public static Problem changedMeanwhile() {
        return new Problem(
                TYPES + "changed-meanwhile",
                "It was changed meanwhile.",
                409,
                "Nothing was done. Read it again, then decide.",
                null);
    }

    /// What would be removed is needed; `detail` says by what, and what to do instead.
    public static Problem inUse(String detail) {
        return new Problem(TYPES + "in-use", "It is in use.", 409, detail, null);
    }

    /// Something was done, and not all; `detail` says what, and how it is finished.
    public static Problem halfDone(String detail) {
        return new Problem(HALF_DONE, "Not all of it was done.", 409, detail, null);
    }

    /// Whether a call that ended so has certainly changed nothing.
    public boolean changedNothing() {
        return status < SERVER_ERROR && !type.equals(HALF_DONE);
    }

    /// `If-Match` named another version.
    public static Problem outdated() {
        return new Problem(
                TYPES + "outdated",
                "It is not as you read it any more.",
                412,
                "Nothing was done. Read it again, then decide.",
                null);
    }

    public static Problem tooLarge(int most) {
        return new Problem(
                TYPES + "too-large",
                "The request is too large.",
                413,
                "At most %d bytes are read.".formatted(most),
                null);
    }

    static Problem notJson() {
        return new Problem(
                TYPES + "not-json",
                "The request must be JSON.",
                415,
                "Send it with Content-Type: application/json.",
                null);
    }

    public static Problem internal() {
        return new Problem(
                TYPES + "internal",
                "Something went wrong on our side.",
                500,
                "Read what you wanted to change before trying again. The log has the details.",
                null);
    }

    public static Problem unavailable() {
        return new Problem(
                TYPES + "unavailable",
                "A part of the system does not answer.",
                503,
                "Try again in a few seconds.",
                null);
    }
}
