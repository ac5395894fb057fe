package org.badgebridge.function.settingsapi.resource;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/// Reads that do not need each other, made at the same time, though not all of many at once. What
/// one of them throws is thrown by who asks for its result. A read must not begin another one.
final class SideBySide implements AutoCloseable {

    private static final int MOST_AT_ONCE = 16;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    /// Begins a read; the result waits for it.
    <T> Supplier<T> read(Callable<T> read) {
        Future<T> result =
                threads.submit(() -> {
                    places.acquire();
                    try {
                        return read.call();
                    } finally {
                        places.release();
                    }
                });
        return () -> result(result);
    }

    /// Begins a read of each; the results are in their order.
    <S, T> Supplier<List<T>> each(List<S> subjects, Function<S, T> read) {
        List<Supplier<T>> results =
                subjects.stream().map(subject -> read(() -> read.apply(subject))).toList();
        return () -> results.stream().map(Supplier::get).toList();
    }

    /// What nobody waits for any more ends.
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a read failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", e);
        }
    }
}
