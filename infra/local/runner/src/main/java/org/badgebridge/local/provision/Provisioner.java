package org.badgebridge.local.provision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.local.template.QueueSpec;
import org.badgebridge.local.template.SecretSpec;
import org.badgebridge.local.template.SystemModel;
import org.badgebridge.local.template.TemplateException;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

import java.util.Comparator;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Makes what a template describes, and leaves alone what is there: tables keep their items, queues
/// their messages (their settings become the template's), secrets their values.
public final class Provisioner {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Tables tables;
    private final SqsClient sqs;
    private final SecretsManagerClient secrets;
    private final RandomGenerator random;

    /// Works through these clients, which stay the caller's.
    ///
    /// @param random draws generated secrets
    public Provisioner(
            DynamoDbClient dynamo,
            SqsClient sqs,
            SecretsManagerClient secrets,
            RandomGenerator random) {
        this.tables = new Tables(dynamo);
        this.sqs = sqs;
        this.secrets = secrets;
        this.random = random;
    }

    /// Makes everything that is not there yet.
    ///
    /// @throws TemplateException when a table is there with other keys
    public void provision(SystemModel model) {
        model.tables().forEach(tables::provision);
        // A queue names its dead-letter queue, which must be there first.
        model.queues().stream()
                .sorted(Comparator.comparing(QueueSpec::hasDeadLetterQueue))
                .forEach(this::queue);
        model.secrets().forEach(this::secret);
    }

    private void queue(QueueSpec queue) {
        try {
            String url = sqs.getQueueUrl(request -> request.queueName(queue.name())).queueUrl();
            if (!queue.attributes().isEmpty()) {
                sqs.setQueueAttributes(request ->
                        request.queueUrl(url).attributesWithStrings(settable(queue.attributes())));
            }
        } catch (QueueDoesNotExistException e) {
            sqs.createQueue(request ->
                    request.queueName(queue.name()).attributesWithStrings(queue.attributes()));
        }
    }

    private static Map<String, String> settable(Map<String, String> attributes) {
        Map<String, String> settable = new java.util.HashMap<>(attributes);
        settable.remove("FifoQueue");
        return settable;
    }

    private void secret(SecretSpec secret) {
        String value = secret.value();
        if (value == null && secret.generated() != null) {
            value = generate(secret, secret.generated());
        }
        String text = value;
        try {
            secrets.createSecret(request -> request.name(secret.name()).secretString(text));
        } catch (ResourceExistsException e) {
            // Made by an earlier start, and kept.
        }
    }

    private String generate(SecretSpec secret, SecretSpec.GeneratedText how) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < how.length(); i++) {
            text.append(how.alphabet().charAt(random.nextInt(how.alphabet().length())));
        }
        if (how.template() == null || how.key() == null) {
            return text.toString();
        }
        try {
            ObjectNode json = JSON.readValue(how.template(), ObjectNode.class);
            return json.put(how.key(), text.toString()).toString();
        } catch (JsonProcessingException e) {
            throw new TemplateException(
                    secret.logicalId()
                            + ".GenerateSecretString.SecretStringTemplate is not a JSON object.");
        }
    }
}
