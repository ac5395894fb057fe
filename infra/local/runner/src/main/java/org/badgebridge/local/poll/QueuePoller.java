package org.badgebridge.local.poll;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.badgebridge.local.function.FunctionHost;
import org.badgebridge.local.function.Invocation;
import org.badgebridge.local.template.Trigger;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Feeds a function from a queue, as a Lambda event source mapping does. What the function did is
/// deleted; what failed stays, to come again after the queue's visibility timeout and to go to its
/// dead letters in the end.
public final class QueuePoller implements AutoCloseable {

    /// Lambda's own start without MaximumConcurrency.
    private static final int DEFAULT_CONCURRENCY = 5;

    /// The most that one ReceiveMessage or DeleteMessageBatch takes.
    private static final int SQS_BATCH = 10;

    private static final Duration FUNCTION_PATIENCE = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Trigger.Queue source;
    private final FunctionHost function;
    private final SqsClient sqs;
    private final String queueUrl;
    private final String region;
    private final Consumer<String> log;
    private final int concurrency;
    private final Semaphore free;
    private final Thread thread;
    private volatile boolean stopped;

    private QueuePoller(
            Trigger.Queue source,
            FunctionHost function,
            SqsClient sqs,
            String queueUrl,
            String region,
            int atMost,
            Consumer<String> log) {
        Integer maximum = source.maximumConcurrency();
        this.source = source;
        this.function = function;
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.region = region;
        this.log = log;
        this.concurrency = Math.min(atMost, maximum == null ? DEFAULT_CONCURRENCY : maximum);
        this.free = new Semaphore(concurrency);
        this.thread =
                Thread.ofVirtual()
                        .name("poll " + function.function().logicalId())
                        .unstarted(this::poll);
    }

    /// Begins to poll; no more than `atMost` batches are worked at once.
    public static QueuePoller start(
            Trigger.Queue source,
            FunctionHost function,
            SqsClient sqs,
            String queueUrl,
            String region,
            int atMost,
            Consumer<String> log) {
        QueuePoller poller = new QueuePoller(source, function, sqs, queueUrl, region, atMost, log);
        poller.thread.start();
        return poller;
    }

    private void poll() {
        while (!stopped) {
            try {
                free.acquire();
                List<Message> batch = batch();
                if (batch.isEmpty()) {
                    free.release();
                } else {
                    Thread.ofVirtual().name("batch").start(() -> handle(batch));
                }
            } catch (SdkException e) {
                free.release();
                log.accept("Receiving from " + queueUrl + " failed: " + e.getMessage());
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Message> batch() {
        List<Message> batch = new ArrayList<>(receive(source.batchSize(), 1));
        if (batch.isEmpty() || source.window().isZero()) {
            return batch;
        }
        long end = System.nanoTime() + source.window().toNanos();
        while (batch.size() < source.batchSize() && System.nanoTime() < end && !stopped) {
            batch.addAll(receive(source.batchSize() - batch.size(), 1));
        }
        return batch;
    }

    /// Waits a second only, so that stopping is quick; a message that arrives meanwhile ends the
    /// wait.
    private List<Message> receive(int most, int waitSeconds) {
        return sqs.receiveMessage(request ->
                        request.queueUrl(queueUrl)
                                .maxNumberOfMessages(Math.min(SQS_BATCH, most))
                                .waitTimeSeconds(waitSeconds)
                                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                                .messageAttributeNames("All"))
                .messages();
    }

    private void handle(List<Message> batch) {
        try {
            byte[] event =
                    JSON.writeValueAsString(QueueEvent.of(batch, source.queueArn(), region))
                            .getBytes(StandardCharsets.UTF_8);
            Set<String> ids = batch.stream().map(Message::messageId).collect(Collectors.toSet());
            Set<String> failed =
                    switch (function.invoke(event, FUNCTION_PATIENCE)) {
                        case Invocation.Answer(String json) ->
                                source.reportsFailures() ? BatchAnswer.failed(json, ids) : Set.of();
                        case Invocation.Failed _ -> ids;
                        case Invocation.TimedOut() -> ids;
                        case Invocation.Throttled() -> ids;
                    };
            delete(
                    batch.stream()
                            .filter(message -> !failed.contains(message.messageId()))
                            .toList());
        } catch (SdkException | JsonProcessingException e) {
            log.accept("A batch of " + queueUrl + " comes again: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            free.release();
        }
    }

    private void delete(List<Message> done) {
        for (int from = 0; from < done.size(); from += SQS_BATCH) {
            List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
            for (Message message : done.subList(from, Math.min(done.size(), from + SQS_BATCH))) {
                entries.add(
                        DeleteMessageBatchRequestEntry.builder()
                                .id("" + entries.size())
                                .receiptHandle(message.receiptHandle())
                                .build());
            }
            List<BatchResultErrorEntry> refused =
                    sqs.deleteMessageBatch(request -> request.queueUrl(queueUrl).entries(entries))
                            .failed();
            if (!refused.isEmpty()) {
                log.accept(
                        refused.size() + " messages of " + queueUrl + " were done but come again.");
            }
        }
    }

    /// Receives no more, then waits this long for the batches under way.
    ///
    /// @return whether all ended
    public boolean stop(Duration patience) throws InterruptedException {
        stopped = true;
        return free.tryAcquire(concurrency, patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
    }
}
