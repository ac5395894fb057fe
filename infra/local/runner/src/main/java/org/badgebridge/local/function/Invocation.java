package org.badgebridge.local.function;

/// How an invocation ended.
public sealed interface Invocation {

    /// The function returned this JSON.
    record Answer(String json) implements Invocation {}

    /// It threw, or no instance of it could be made.
    record Failed(String errorType, String message) implements Invocation {}

    /// It was still running at its timeout.
    record TimedOut() implements Invocation {}

    /// No instance became free in the time that the caller would wait.
    record Throttled() implements Invocation {}
}
