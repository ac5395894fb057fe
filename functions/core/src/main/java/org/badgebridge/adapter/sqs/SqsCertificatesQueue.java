package org.badgebridge.adapter.sqs;

import org.badgebridge.port.CertificatesQueue;
import org.badgebridge.port.Delivery;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The certificates queue at SQS.
public final class SqsCertificatesQueue implements CertificatesQueue {

    private final SqsClient client;
    private final String queueUrl;

    public SqsCertificatesQueue(SqsClient client, String queueUrl) {
        this.client = client;
        this.queueUrl = queueUrl;
    }

    @Override
    public void send(Delivery delivery) {
        String message = Messages.of(delivery);
        try {
            client.sendMessage(b -> b.queueUrl(queueUrl).messageBody(message));
        } catch (SdkException e) {
            throw new Unavailable("The certificates queue did not take the message.", e);
        }
    }
}
