package org.badgebridge.local.function;

/// What became of a function's invocations since the start.
///
/// @param lastFailure of the latest invocation that failed; empty when none did
public record FunctionHealth(long invocations, long failures, long timeouts, String lastFailure) {}
