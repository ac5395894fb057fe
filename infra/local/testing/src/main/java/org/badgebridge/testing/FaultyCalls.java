package org.badgebridge.testing;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Counts the AWS calls of the clients that it is given to, and lets the process die at one of
/// them. Calls count from 1 and a retried call counts once. Thread-safe: calls made at once get
/// numbers in the order in which they begin.
public final class FaultyCalls implements ExecutionInterceptor {

    private static final ExecutionAttribute<Integer> NUMBER =
            new ExecutionAttribute<>("FaultyCalls.number");

    /// Where a crash happens, seen from the call.
    public enum Moment {
        /// The service never hears of the call.
        BEFORE_SENT,
        /// The service did it (or refused it), but nobody saw the answer.
        AFTER_ANSWERED
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final List<String> operations = new ArrayList<>();
    private int crashAt;
    private @Nullable Moment moment;
    private Duration delay = Duration.ZERO;
    private boolean crashed;

    /// Counts and does no harm until told to.
    public FaultyCalls() {}

    /// From now on call number `n`, counted from the last [#reset()], throws [Crash]; so does every
    /// later call, because a dead process calls nobody.
    public FaultyCalls crash(Moment at, int n) {
        lock.lock();
        try {
            crashAt = n;
            moment = at;
            return this;
        } finally {
            lock.unlock();
        }
    }

    /// Waits this long before each call is sent.
    public FaultyCalls delay(Duration before) {
        lock.lock();
        try {
            delay = before;
            return this;
        } finally {
            lock.unlock();
        }
    }

    /// Forgets counts, crashes and delays.
    public void reset() {
        lock.lock();
        try {
            operations.clear();
            crashAt = 0;
            moment = null;
            delay = Duration.ZERO;
            crashed = false;
        } finally {
            lock.unlock();
        }
    }

    /// How many calls began since the last [#reset()].
    public int count() {
        return operations().size();
    }

    /// Their names in order, such as `TransactWriteItems`.
    public List<String> operations() {
        lock.lock();
        try {
            return List.copyOf(operations);
        } finally {
            lock.unlock();
        }
    }

    /// Whether a [Crash] was thrown.
    public boolean crashed() {
        lock.lock();
        try {
            return crashed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        Duration wait;
        lock.lock();
        try {
            String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
            if (crashed) {
                throw new Crash("earlier; then " + operation + " was called");
            }
            operations.add(operation);
            int number = operations.size();
            attributes.putAttribute(NUMBER, number);
            crashHere(Moment.BEFORE_SENT, number, operation);
            wait = delay;
        } finally {
            lock.unlock();
        }
        if (!wait.isZero()) {
            try {
                Thread.sleep(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void afterTransmission(
            Context.AfterTransmission context, ExecutionAttributes attributes) {
        Integer number = attributes.getAttribute(NUMBER);
        if (number == null) {
            return;
        }
        lock.lock();
        try {
            crashHere(
                    Moment.AFTER_ANSWERED,
                    number,
                    attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
        } finally {
            lock.unlock();
        }
    }

    private void crashHere(Moment here, int number, String operation) {
        if (here == moment && number == crashAt) {
            crashed = true;
            throw new Crash(here + " call " + number + ", " + operation);
        }
    }
}
