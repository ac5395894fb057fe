package org.badgebridge.local;

import org.badgebridge.local.engine.AwsClients;
import org.badgebridge.local.engine.EmbeddedEngines;
import org.badgebridge.local.engine.Endpoints;
import org.badgebridge.local.engine.EngineFailure;
import org.badgebridge.local.function.CommonCode;
import org.badgebridge.local.function.FunctionHealth;
import org.badgebridge.local.function.FunctionHost;
import org.badgebridge.local.function.InitFailure;
import org.badgebridge.local.function.Invocation;
import org.badgebridge.local.http.HttpFront;
import org.badgebridge.local.poll.QueuePoller;
import org.badgebridge.local.poll.ScheduleTimer;
import org.badgebridge.local.provision.Provisioner;
import org.badgebridge.local.template.Deployment;
import org.badgebridge.local.template.FunctionSpec;
import org.badgebridge.local.template.QueueSpec;
import org.badgebridge.local.template.SystemModel;
import org.badgebridge.local.template.Template;
import org.badgebridge.local.template.TemplateException;
import org.badgebridge.local.template.Trigger;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/// A SAM template running on this machine: engines, functions, HTTP, queues, schedules. One at a
/// time in a JVM, because functions find the engines through JVM system properties.
public final class LocalSystem implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final AtomicBoolean RUNNING = new AtomicBoolean();

    private final SystemModel model;
    private final Endpoints endpoints;
    private final HttpFront front;
    private final Map<String, FunctionHost> functions;
    private final List<QueuePoller> pollers;
    private final Deque<AutoCloseable> parts;

    private LocalSystem(
            SystemModel model,
            Endpoints endpoints,
            HttpFront front,
            Map<String, FunctionHost> functions,
            List<QueuePoller> pollers,
            Deque<AutoCloseable> parts) {
        this.model = model;
        this.endpoints = endpoints;
        this.front = front;
        this.functions = functions;
        this.pollers = pollers;
        this.parts = parts;
    }

    /// Starts everything and returns when requests are answered and queues are polled.
    ///
    /// @throws StartFailure when something does not start; nothing is left running then
    public static LocalSystem start(LocalOptions options) {
        if (!RUNNING.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "A LocalSystem runs in this JVM already: close it first.");
        }
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        parts.push(() -> RUNNING.set(false));
        try {
            return start(options, parts);
        } catch (TemplateException | EngineFailure | InitFailure e) {
            closeAll(parts);
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            closeAll(parts);
            throw e;
        }
    }

    private static LocalSystem start(LocalOptions options, Deque<AutoCloseable> parts) {
        Clock clock = Clock.systemUTC();
        Template template = Template.read(options.template());
        HttpFront front =
                HttpFront.bind(options.port(), options.guard(), clock, LocalSystem::newId);
        parts.push(front);
        EmbeddedEngines engines = EmbeddedEngines.start(options.storage(), clock);
        parts.push(engines);
        Endpoints endpoints = engines.endpoints();
        SystemModel model =
                template.resolve(new Deployment(options.parameters(), "", endpoints, front.url()));
        SqsClient sqs = AwsClients.sqs(endpoints);
        parts.push(sqs);
        try (DynamoDbClient dynamo = AwsClients.dynamoDb(endpoints);
                SecretsManagerClient secrets = AwsClients.secretsManager(endpoints)) {
            new Provisioner(dynamo, sqs, secrets, new SecureRandom()).provision(model);
        }
        parts.push(systemProperties(endpoints.systemProperties()));
        Map<String, FunctionHost> functions = open(model, endpoints, options, parts);
        front.start(List.copyOf(functions.values()));
        List<QueuePoller> pollers = new ArrayList<>();
        LocalSystem system = new LocalSystem(model, endpoints, front, functions, pollers, parts);
        for (FunctionHost host : functions.values()) {
            for (Trigger.Queue source : host.function().triggers(Trigger.Queue.class)) {
                QueuePoller poller =
                        QueuePoller.start(
                                source,
                                host,
                                sqs,
                                system.url(source),
                                endpoints.region(),
                                options.maxBatches(),
                                options.log());
                pollers.add(poller);
                parts.push(poller);
            }
            for (Trigger.Schedule schedule : host.function().triggers(Trigger.Schedule.class)) {
                parts.push(
                        ScheduleTimer.start(
                                schedule, host, clock, LocalSystem::newId, endpoints.region()));
            }
        }
        return system;
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private String url(Trigger.Queue source) {
        Optional<QueueSpec> queue =
                model.queues().stream()
                        .filter(each -> each.arn().equals(source.queueArn()))
                        .findFirst();
        return endpoints.queueUrl(
                queue.orElseThrow(() ->
                                new TemplateException(
                                        "No queue has the ARN " + source.queueArn() + "."))
                        .name());
    }

    private static AutoCloseable systemProperties(Map<String, String> properties) {
        Map<String, Optional<String>> before = new HashMap<>();
        properties.forEach((name, value) ->
                before.put(name, Optional.ofNullable(System.setProperty(name, value))));
        return () ->
                before.forEach((name, value) ->
                        value.ifPresentOrElse(
                                text -> System.setProperty(name, text),
                                () -> System.clearProperty(name)));
    }

    /// Makes the functions ready, all at once, and tells of every one that is not.
    private static Map<String, FunctionHost> open(
            SystemModel model,
            Endpoints endpoints,
            LocalOptions options,
            Deque<AutoCloseable> parts) {
        Map<String, String> runtime =
                Map.of(
                        "AWS_REGION",
                        endpoints.region(),
                        "AWS_DEFAULT_REGION",
                        endpoints.region(),
                        "AWS_ACCESS_KEY_ID",
                        Endpoints.ACCESS_KEY,
                        "AWS_SECRET_ACCESS_KEY",
                        Endpoints.SECRET_KEY);
        CommonCode common = CommonCode.of(model.functions());
        parts.push(common);
        Map<String, Future<FunctionHost>> starts = new LinkedHashMap<>();
        Map<String, FunctionHost> functions = new LinkedHashMap<>();
        List<InitFailure> failures = new ArrayList<>();
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            for (FunctionSpec function : model.functions()) {
                FunctionSpec here = function.withEnvironment(options.environment());
                starts.put(
                        function.logicalId(),
                        threads.submit(() ->
                                FunctionHost.open(
                                        here,
                                        common,
                                        runtime,
                                        options.maxInstances(),
                                        LocalSystem::newId,
                                        options.log())));
            }
            for (Map.Entry<String, Future<FunctionHost>> start : starts.entrySet()) {
                try {
                    FunctionHost host = start.getValue().get();
                    functions.put(start.getKey(), host);
                    parts.push(host);
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof InitFailure failure) {
                        failures.add(failure);
                    } else {
                        throw new IllegalStateException(e.getCause());
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("Interrupted while the functions started.", e);
                }
            }
        }
        if (!failures.isEmpty()) {
            String message =
                    failures.stream().map(Throwable::getMessage).collect(Collectors.joining("\n"));
            throw new StartFailure(message, failures.getFirst());
        }
        return functions;
    }

    /// Where the HTTP API answers.
    public URI url() {
        return front.url();
    }

    /// Where the engines answer.
    public Endpoints endpoints() {
        return endpoints;
    }

    /// What is running, and what the template has besides.
    public SystemModel model() {
        return model;
    }

    /// The URL of the queue with this logical id.
    public String queueUrl(String logicalId) {
        return endpoints.queueUrl(model.queue(logicalId).name());
    }

    /// What became of a function's invocations so far.
    public FunctionHealth health(String functionLogicalId) {
        return function(functionLogicalId).health();
    }

    /// Calls a function with an event of the caller's own, and returns when it ended.
    public Invocation invoke(String functionLogicalId, String event) throws InterruptedException {
        return function(functionLogicalId).invoke(event.getBytes(StandardCharsets.UTF_8), PATIENCE);
    }

    private FunctionHost function(String logicalId) {
        FunctionHost host = functions.get(logicalId);
        if (host == null) {
            throw new IllegalArgumentException("No function has the logical id " + logicalId + ".");
        }
        return host;
    }

    /// Takes no more requests and messages, lets what is under way end (for ten seconds), and stops
    /// everything.
    @Override
    public void close() {
        try {
            front.stop(PATIENCE);
            for (QueuePoller poller : pollers) {
                poller.stop(PATIENCE);
            }
            for (FunctionHost host : functions.values()) {
                host.drain(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeAll(parts);
        }
    }

    private static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                // The rest must still stop; the process ends soon, or the caller starts afresh.
            }
        }
    }
}
