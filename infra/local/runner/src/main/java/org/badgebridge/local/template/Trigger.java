package org.badgebridge.local.template;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// What calls a function.
public sealed interface Trigger {

    /// A route of the HTTP API.
    ///
    /// @param method upper case, or `ANY`
    /// @param path with `{name}` and `{name+}`; `$default` for what nothing else matches
    /// @param authorizer guards it; null for an open route
    record HttpRoute(
            String method,
            String path,
            @Nullable Authorizer authorizer,
            List<String> scopes,
            Duration timeout)
            implements Trigger {

        public String key() {
            return path.equals("$default") ? path : method + " " + path;
        }
    }

    /// A queue whose messages the function gets in batches.
    ///
    /// @param maximumConcurrency invocations at once; null for Lambda's own choice
    /// @param reportsFailures whether the answer names the messages that failed
    ///   (ReportBatchItemFailures)
    record Queue(
            String queueArn,
            int batchSize,
            Duration window,
            @Nullable Integer maximumConcurrency,
            boolean reportsFailures)
            implements Trigger {}

    /// A clock.
    ///
    /// @param expression `rate(...)` or `cron(...)`
    /// @param input the event; null for EventBridge's own
    record Schedule(String name, String expression, @Nullable String input) implements Trigger {}
}
