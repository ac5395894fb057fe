package org.badgebridge.local.engine;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// All engines in this process. Nothing that they acknowledged is lost when the process is killed,
/// given a [Storage.Folder].
public final class EmbeddedEngines implements Engines {

    private static final String REGION = "us-east-1";
    private static final Duration RESTORE_LIMIT = Duration.ofSeconds(60);

    private final EngineLoader loader;
    private final DynamoEngine dynamo;
    private final QueueEngine queues;
    private final SecretsEngine secrets;

    private EmbeddedEngines(
            EngineLoader loader, DynamoEngine dynamo, QueueEngine queues, SecretsEngine secrets) {
        this.loader = loader;
        this.dynamo = dynamo;
        this.queues = queues;
        this.secrets = secrets;
    }

    /// Starts them and returns when they answer and stored queues are back.
    ///
    /// @throws EngineFailure when one does not start; none is left running then
    public static EmbeddedEngines start(Storage storage, Clock clock) {
        EngineLoader loader = EngineLoader.open();
        CompletableFuture<DynamoEngine> dynamo = async(() -> DynamoEngine.start(loader, storage));
        CompletableFuture<QueueEngine> queues =
                async(() -> QueueEngine.start(loader, storage, REGION));
        CompletableFuture<SecretsEngine> secrets =
                async(() -> SecretsEngine.start(storage, REGION, clock));
        try {
            CompletableFuture.allOf(dynamo, queues, secrets).join();
            EmbeddedEngines engines =
                    new EmbeddedEngines(loader, dynamo.join(), queues.join(), secrets.join());
            engines.awaitStoredQueues();
            return engines;
        } catch (CompletionException e) {
            closeStarted(List.of(dynamo, queues, secrets));
            throw e.getCause() instanceof EngineFailure failure
                    ? failure
                    : new EngineFailure(e.toString(), e);
        }
    }

    private static <T> CompletableFuture<T> async(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform()
                .name("engine-start")
                .start(() -> {
                    try {
                        result.complete(work.get());
                    } catch (RuntimeException | Error e) {
                        result.completeExceptionally(e);
                    }
                });
        return result;
    }

    private static void closeStarted(List<CompletableFuture<? extends AutoCloseable>> engines) {
        for (CompletableFuture<? extends AutoCloseable> engine : engines) {
            try {
                engine.join().close();
            } catch (Exception e) {
                // It did not start, or does not stop; the caller hears of the failure that came
                // first.
            }
        }
    }

    private void awaitStoredQueues() {
        if (queues.stored().isEmpty()) {
            return;
        }
        long end = System.nanoTime() + RESTORE_LIMIT.toNanos();
        try (SqsClient sqs = AwsClients.sqs(endpoints())) {
            for (Map.Entry<String, Integer> queue : queues.stored().entrySet()) {
                while (messages(sqs, queue.getKey()) < queue.getValue()) {
                    if (System.nanoTime() > end) {
                        throw new EngineFailure(
                                "The queue "
                                        + queue.getKey()
                                        + " did not come back with its messages.");
                    }
                    Thread.sleep(20);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineFailure("Interrupted while the stored queues came back.", e);
        }
    }

    private int messages(SqsClient sqs, String queue) {
        try {
            return sqs
                    .getQueueAttributes(request ->
                            request.queueUrl(endpoints().queueUrl(queue))
                                    .attributeNames(
                                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                            QueueAttributeName
                                                    .APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                                            QueueAttributeName
                                                    .APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                    .attributes()
                    .values()
                    .stream()
                    .mapToInt(Integer::parseInt)
                    .sum();
        } catch (QueueDoesNotExistException e) {
            return -1;
        }
    }

    @Override
    public Endpoints endpoints() {
        return new Endpoints(dynamo.endpoint(), queues.endpoint(), secrets.endpoint(), REGION);
    }

    @Override
    public void close() {
        secrets.close();
        queues.close();
        dynamo.close();
        try {
            loader.close();
        } catch (IOException e) {
            throw new EngineFailure("The engine jars could not be closed.", e);
        }
    }
}
