package org.badgebridge.adapter.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

final class BodyTest {

    @Test
    void bodyIsGivenOnce() {
        Body body = new Body("{}");

        assertThat(asked(body)).isCompletedWithValue("{}");
        assertThat(asked(body))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IOException.class);
    }

    @Test
    void bodyThatWasAskedForCannotBeWithdrawn() {
        Body body = new Body("{}");

        assertThat(asked(body)).isCompleted();
        assertThat(body.withdrawn()).isFalse();
    }

    @Test
    void withdrawnBodyIsNotGiven() {
        Body body = new Body("{}");

        assertThat(body.withdrawn()).isTrue();
        assertThat(body.withdrawn()).isTrue();
        assertThat(asked(body)).isCompletedExceptionally();
    }

    @Test
    void emptyBodyIsRefusedSinceNobodyWouldAskForIt() {
        assertThatThrownBy(() -> new Body("")).isInstanceOf(IllegalArgumentException.class);
    }

    private static CompletableFuture<String> asked(Body body) {
        BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
        body.subscribe(
                new Flow.Subscriber<ByteBuffer>() {
                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        text.onSubscribe(subscription);
                    }

                    @Override
                    public void onNext(ByteBuffer bytes) {
                        text.onNext(List.of(bytes));
                    }

                    @Override
                    public void onError(Throwable error) {
                        text.onError(error);
                    }

                    @Override
                    public void onComplete() {
                        text.onComplete();
                    }
                });
        return text.getBody().toCompletableFuture();
    }
}
