package org.badgebridge.local.function;

import org.badgebridge.local.template.FunctionSpec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Runs one function as Lambda does: an instance handles one event at a time, more are made when
/// more come at once, and one that ran out of time is thrown away. Thread-safe.
public final class FunctionHost implements AutoCloseable {

    private final FunctionSpec function;
    private final FunctionCode code;
    private final Map<String, String> environment;
    private final Supplier<String> requestIds;
    private final Consumer<String> log;
    private final Semaphore permits;
    private final int maxInstances;
    private final Deque<FunctionCode.Handler> idle = new ConcurrentLinkedDeque<>();
    private final AtomicLong invocations = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong timeouts = new AtomicLong();
    private final AtomicReference<String> lastFailure = new AtomicReference<>("");

    private FunctionHost(
            FunctionSpec function,
            FunctionCode code,
            Map<String, String> environment,
            int maxInstances,
            Supplier<String> requestIds,
            Consumer<String> log) {
        this.function = function;
        this.code = code;
        this.environment = environment;
        this.maxInstances = maxInstances;
        this.permits = new Semaphore(maxInstances, true);
        this.requestIds = requestIds;
        this.log = log;
    }

    /// Loads the code and makes a first instance, so that a wrong configuration shows at the start.
    ///
    /// @param runtimeEnvironment variables beside the template's and those that Lambda makes of the
    ///   function
    /// @param maxInstances events at once, unless the function reserves fewer
    /// @param log gets what the function logs
    /// @throws InitFailure when it cannot be made ready
    public static FunctionHost open(
            FunctionSpec function,
            CommonCode common,
            Map<String, String> runtimeEnvironment,
            int maxInstances,
            Supplier<String> requestIds,
            Consumer<String> log) {
        FunctionCode code = FunctionCode.open(function, common);
        Integer reserved = function.reservedConcurrency();
        FunctionHost host =
                new FunctionHost(
                        function,
                        code,
                        environment(function, runtimeEnvironment),
                        reserved == null ? maxInstances : Math.min(reserved, maxInstances),
                        requestIds,
                        line -> log.accept("[" + function.logicalId() + "] " + line));
        host.idle.push(code.newHandler(host.environment));
        return host;
    }

    private static Map<String, String> environment(
            FunctionSpec function, Map<String, String> runtimeEnvironment) {
        Map<String, String> environment = new HashMap<>(runtimeEnvironment);
        environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime());
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "" + function.memory());
        environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
        environment.put("LAMBDA_TASK_ROOT", function.codeUri().toString());
        environment.put("TZ", ":UTC");
        environment.put("_HANDLER", function.handler());
        environment.putAll(function.environment());
        return Map.copyOf(environment);
    }

    public FunctionSpec function() {
        return function;
    }

    public FunctionHealth health() {
        return new FunctionHealth(
                invocations.get(), failures.get(), timeouts.get(), lastFailure.get());
    }

    /// Handles one event and returns when it ended.
    ///
    /// @param patience how long to wait for a free instance
    public Invocation invoke(byte[] event, Duration patience) throws InterruptedException {
        if (!permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return new Invocation.Throttled();
        }
        try {
            invocations.incrementAndGet();
            FunctionCode.Handler handler =
                    Optional.ofNullable(idle.poll()).orElseGet(this::newHandler);
            return run(handler, event);
        } catch (InitFailure e) {
            return failed(e);
        } finally {
            permits.release();
        }
    }

    private FunctionCode.Handler newHandler() {
        return code.newHandler(environment);
    }

    private Invocation run(FunctionCode.Handler handler, byte[] event) throws InterruptedException {
        String id = requestIds.get();
        long deadline = System.nanoTime() + function.timeout().toNanos();
        CompletableFuture<byte[]> result = new CompletableFuture<>();
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .name(function.logicalId() + " " + id)
                        .unstarted(() -> {
                            try {
                                LocalContext context =
                                        new LocalContext(function, id, deadline, log);
                                result.complete(handler.handle(event, context));
                            } catch (Throwable e) {
                                result.completeExceptionally(e);
                            }
                        });
        thread.setContextClassLoader(code.loader());
        thread.start();
        try {
            byte[] answer = result.get(function.timeout().toNanos(), TimeUnit.NANOSECONDS);
            idle.push(handler);
            return new Invocation.Answer(new String(answer, StandardCharsets.UTF_8));
        } catch (ExecutionException e) {
            // A broken JVM would not be used again, an exception leaves the instance as it is.
            if (!(e.getCause() instanceof VirtualMachineError)) {
                idle.push(handler);
            }
            return failed(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            thread.interrupt();
            timeouts.incrementAndGet();
            lastFailure.set(id + " timed out");
            log.accept(id + " Task timed out after " + function.timeout().toSeconds() + " seconds");
            return new Invocation.TimedOut();
        }
    }

    private Invocation failed(Throwable failure) {
        failures.incrementAndGet();
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        lastFailure.set(failure.getClass().getName());
        StringBuilder text = new StringBuilder(failure.toString());
        for (StackTraceElement element : failure.getStackTrace()) {
            if (element.getClassName().startsWith("org.badgebridge.local.function.")) {
                break;
            }
            text.append("\n    at ").append(element);
        }
        log.accept(text.toString());
        return new Invocation.Failed(failure.getClass().getName(), message);
    }

    /// Waits this long for invocations under way.
    ///
    /// @return whether all ended
    public boolean drain(Duration patience) throws InterruptedException {
        return permits.tryAcquire(maxInstances, patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        try {
            code.close();
        } catch (IOException e) {
            log.accept("Its jar could not be closed: " + e.getMessage());
        }
    }
}
