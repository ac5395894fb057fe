package org.badgebridge.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Works the records of a batch at once, each on a virtual thread of its own, so that a slow or
/// failing one delays no other.
public final class Batch {

    private Batch() {}

    /// Works every record and returns, in order, those whose work threw, when all are done.
    /// `failed` is told of each on the calling thread.
    public static <T> List<T> failures(
            List<T> records, Consumer<T> work, BiConsumer<T, Throwable> failed) {
        List<Future<?>> running = new ArrayList<>();
        List<T> failures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T record : records) {
                running.add(threads.submit(() -> work.accept(record)));
            }
            for (int i = 0; i < records.size(); i++) {
                try {
                    running.get(i).get();
                } catch (ExecutionException e) {
                    failures.add(records.get(i));
                    Throwable cause = e.getCause();
                    failed.accept(records.get(i), cause == null ? e : cause);
                } catch (InterruptedException e) {
                    // The function is out of time: what is not known to be done comes back.
                    threads.shutdownNow();
                    Thread.currentThread().interrupt();
                    return records;
                }
            }
        }
        return failures;
    }
}
