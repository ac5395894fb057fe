package org.badgebridge.acceptance.system;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Waits for what must come, and says what there was instead when it does not.
public final class Await {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private Await() {}

    public static <T> T until(Duration patience, Supplier<T> look, Predicate<T> come)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        T seen = look.get();
        while (!come.test(seen)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("After " + patience + " there was still: " + seen);
            }
            Thread.sleep(BETWEEN_LOOKS);
            seen = look.get();
        }
        return seen;
    }

    public static <T> T present(Duration patience, Supplier<Optional<T>> look)
            throws InterruptedException {
        return until(patience, look, Optional::isPresent).orElseThrow();
    }
}
