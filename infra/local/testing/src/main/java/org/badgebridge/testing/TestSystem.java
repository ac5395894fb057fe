package org.badgebridge.testing;

import org.badgebridge.local.engine.AwsClients;
import org.badgebridge.local.engine.Endpoints;
import org.badgebridge.local.provision.Provisioner;
import org.badgebridge.local.template.Deployment;
import org.badgebridge.local.template.SystemModel;
import org.badgebridge.local.template.Template;

import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// The tables, queues and secrets of `infra/template.yaml`, under names of their own, on engines
/// that the whole test JVM shares. Names are the template's logical ids. Thread-safe; clients are
/// closed with it.
public final class TestSystem implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /// Where the functions' own HTTP API would be.
    private static final URI API_URL = URI.create("https://api.test.example");

    private final Endpoints endpoints;
    private final SystemModel model;
    private final DynamoDbClient dynamoDb;
    private final SqsClient sqs;
    private final SecretsManagerClient secretsManager;

    private TestSystem(Endpoints endpoints, SystemModel model) {
        this.endpoints = endpoints;
        this.model = model;
        this.dynamoDb = AwsClients.dynamoDb(endpoints);
        this.sqs = AwsClients.sqs(endpoints);
        this.secretsManager = AwsClients.secretsManager(endpoints);
    }

    /// A new system, as good as another AWS account. [TestSystemExtension] makes one for each test
    /// class.
    public static TestSystem create() {
        Endpoints endpoints = SharedEngines.endpoints();
        String stage =
                "t"
                        + Long.toString(ProcessHandle.current().pid(), 36)
                        + "x"
                        + COUNT.incrementAndGet();
        Template template = Template.read(templateFile());
        TestSystem system =
                new TestSystem(endpoints, template.resolve(deployment(template, stage, endpoints)));
        new Provisioner(system.dynamoDb, system.sqs, system.secretsManager, new SecureRandom())
                .provision(system.model);
        return system;
    }

    private static Deployment deployment(Template template, String stage, Endpoints endpoints) {
        Map<String, String> values = new HashMap<>();
        values.put("Stage", stage);
        values.put("OidcIssuer", "https://issuer.test.example");
        values.put("OidcAudience", "badgebridge-test");
        values.keySet().retainAll(template.parameterNames());
        return new Deployment(values, stage + "-", endpoints, API_URL);
    }

    private static Path templateFile() {
        String given = System.getProperty("badgebridge.template");
        if (given != null) {
            return Path.of(given);
        }
        for (Path folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            Path template = folder.resolve("infra/template.yaml");
            if (Files.isRegularFile(template)) {
                return template;
            }
        }
        throw new IllegalStateException(
                "No infra/template.yaml above the working directory: set -Dbadgebridge.template to"
                        + " its path.");
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    public DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    public SqsClient sqs() {
        return sqs;
    }

    public SecretsManagerClient secretsManager() {
        return secretsManager;
    }

    /// A client of the caller's own, for example with [FaultyCalls]. The caller closes it.
    public DynamoDbClient dynamoDb(ExecutionInterceptor... interceptors) {
        return AwsClients.dynamoDb(endpoints, interceptors);
    }

    /// A client of the caller's own, for example with [FaultyCalls]. The caller closes it.
    public SqsClient sqs(ExecutionInterceptor... interceptors) {
        return AwsClients.sqs(endpoints, interceptors);
    }

    /// A client of the caller's own, for example with [FaultyCalls]. The caller closes it.
    public SecretsManagerClient secretsManager(ExecutionInterceptor... interceptors) {
        return AwsClients.secretsManager(endpoints, interceptors);
    }

    /// The name of the table with this logical id, such as `SettingsTable`.
    public String tableName(String logicalId) {
        return model.table(logicalId).name();
    }

    /// The URL of the queue with this logical id, such as `SettleQueue`.
    public String queueUrl(String logicalId) {
        return endpoints.queueUrl(model.queue(logicalId).name());
    }

    /// The name of the secret with this logical id.
    public String secretName(String logicalId) {
        return model.secret(logicalId).name();
    }

    /// The environment that the template gives to the function with this logical id: what its
    /// handler's constructor takes.
    public Map<String, String> environment(String functionLogicalId) {
        return model.function(functionLogicalId).environment();
    }

    @Override
    public void close() {
        dynamoDb.close();
        sqs.close();
        secretsManager.close();
    }
}
