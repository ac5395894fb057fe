package org.badgebridge.local.toy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Leaves a file for each message that it gets, named by body and receive count, and does what the
/// body begins with.
public final class BatchHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private final Path folder;

    /// Takes the environment as the runner gives it.
    public BatchHandler(Map<String, String> environment) {
        this.folder = Path.of(String.valueOf(environment.get("FOLDER")));
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            String count = message.getAttributes().get("ApproximateReceiveCount");
            String attribute =
                    message.getMessageAttributes().containsKey("colour")
                            ? message.getMessageAttributes().get("colour").getStringValue()
                            : "";
            write(message.getBody() + "." + count, attribute + " " + message.getEventSourceArn());
            if (message.getBody().startsWith("fail")) {
                failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
            } else if (message.getBody().startsWith("nameless")) {
                failures.add(new SQSBatchResponse.BatchItemFailure(""));
            } else if (message.getBody().startsWith("throw")) {
                throw new IllegalStateException("as asked");
            } else if (message.getBody().startsWith("slow")) {
                sleep();
            }
        }
        return new SQSBatchResponse(failures);
    }

    private static void sleep() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(String name, String content) {
        try {
            Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
