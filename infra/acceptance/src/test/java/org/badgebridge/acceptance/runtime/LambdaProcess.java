package org.badgebridge.acceptance.runtime;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;

import org.badgebridge.local.engine.Endpoints;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A function as Lambda runs it: its jar, its handler by name, its environment, a process of its
/// own.
final class LambdaProcess implements AutoCloseable {

    private final RuntimeApi api;
    private final Process process;

    private LambdaProcess(RuntimeApi api, Process process) {
        this.api = api;
        this.process = process;
    }

    static LambdaProcess start(
            Path jar, String handler, Map<String, String> environment, Endpoints engines) {
        RuntimeApi api = RuntimeApi.start();
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                classPath(jar),
                                AWSLambda.class.getName(),
                                handler));
        Map<String, String> variables = builder.environment();
        variables.clear();
        variables.putAll(environment);
        variables.putAll(lambda(api, jar, handler));
        variables.putAll(aws(engines));
        try {
            return new LambdaProcess(
                    api,
                    builder.redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start());
        } catch (IOException e) {
            api.close();
            throw new UncheckedIOException(e);
        }
    }

    /// What the handler answers.
    String invoke(String event) throws InterruptedException {
        api.hand(event);
        return switch (api.report()) {
            case RuntimeApi.Report.Response(String body) -> body;
            case RuntimeApi.Report.Failure(String body) ->
                    throw new AssertionError("The handler failed: " + body);
            case RuntimeApi.Report.InitFailure(String body) ->
                    throw new AssertionError("The handler could not be made: " + body);
        };
    }

    /// Why the handler could not be made, as Lambda is told.
    String initFailure() throws InterruptedException {
        return switch (api.report()) {
            case RuntimeApi.Report.InitFailure(String body) -> body;
            case RuntimeApi.Report.Response(String body) -> throw new AssertionError(body);
            case RuntimeApi.Report.Failure(String body) -> throw new AssertionError(body);
        };
    }

    /// What the process ended with by itself.
    int exitValue() throws InterruptedException {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new AssertionError("The process still runs.");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        api.close();
    }

    private static String classPath(Path jar) {
        return Stream.concat(
                        Stream.of(jar.toString()),
                        Stream.of(AWSLambda.class, PojoSerializer.class, LambdaRuntime.class)
                                .map(LambdaProcess::jarOf))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String jarOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    private static Map<String, String> lambda(RuntimeApi api, Path jar, String handler) {
        return Map.of(
                "AWS_LAMBDA_RUNTIME_API", api.address(),
                "AWS_LAMBDA_FUNCTION_NAME", String.valueOf(jar.getFileName()),
                "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024",
                "AWS_LAMBDA_LOG_FORMAT", "JSON",
                "AWS_LAMBDA_LOG_GROUP_NAME", "test",
                "AWS_LAMBDA_LOG_STREAM_NAME", "test",
                "_HANDLER", handler);
    }

    private static Map<String, String> aws(Endpoints engines) {
        return Map.of(
                "AWS_ENDPOINT_URL_DYNAMODB", engines.dynamoDb().toString(),
                "AWS_ENDPOINT_URL_SQS", engines.sqs().toString(),
                "AWS_ENDPOINT_URL_SECRETS_MANAGER", engines.secretsManager().toString(),
                "AWS_REGION", engines.region(),
                "AWS_ACCESS_KEY_ID", Endpoints.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", Endpoints.SECRET_KEY);
    }
}
