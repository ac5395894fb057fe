package org.badgebridge.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.net.BindException;
import java.util.concurrent.atomic.AtomicInteger;

class FreePortTest {

    @Test
    void portThatSomebodyTookMeanwhileIsNotTheLastOneTried() {
        AtomicInteger tries = new AtomicInteger();

        int port =
                FreePort.start(free -> {
                    if (tries.incrementAndGet() < 3) {
                        throw new EngineFailure("no", new IllegalStateException(taken()));
                    }
                    return free;
                });

        assertThat(port).isPositive();
        assertThat(tries).hasValue(3);
    }

    @Test
    void whatFailsForAnotherReasonOrForEverIsSaid() {
        AtomicInteger tries = new AtomicInteger();

        assertThatThrownBy(() ->
                        FreePort.start(_ -> {
                            tries.incrementAndGet();
                            throw new EngineFailure("broken", new IllegalStateException());
                        }))
                .hasMessage("broken");
        assertThat(tries).hasValue(1);
        assertThatThrownBy(() ->
                        FreePort.start(_ -> {
                            throw new EngineFailure("no port", taken());
                        }))
                .hasMessage("no port");
    }

    private static BindException taken() {
        return new BindException("Address already in use");
    }
}
