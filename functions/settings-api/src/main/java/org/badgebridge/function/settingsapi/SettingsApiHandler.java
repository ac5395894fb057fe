package org.badgebridge.function.settingsapi;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

import org.badgebridge.function.settingsapi.console.ConsoleFiles;
import org.badgebridge.function.settingsapi.http.Access;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Caller;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.ProblemException;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.http.Router;
import org.badgebridge.function.settingsapi.trail.AuditTrail;
import org.badgebridge.log.Field;
import org.badgebridge.log.Log;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Secrets;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The admin API. Below `/api` nothing is answered without a caller whom API Gateway's authorizer
/// vouches for, and who is allowed it; `GET /health` and the console's files are open to all.
/// Thread-safe.
public final class SettingsApiHandler
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final int MOST_BODY = 1 << 20;

    /// Kept back of the function's time for the answer itself.
    private static final Duration FOR_THE_ANSWER = Duration.ofSeconds(2);

    private final Router router;
    private final AuditTrail trail;
    private final SignIn signIn;
    private final ConsoleFiles console;
    private final Log log;
    private final Clock clock;

    public SettingsApiHandler() {
        this(System.getenv());
    }

    /// Wires everything from the variables that the template sets.
    public SettingsApiHandler(Map<String, String> environment) {
        this(
                Wiring.api(
                        environment,
                        () -> UUID.randomUUID().toString(),
                        new SecureRandom(),
                        Clock.systemUTC()),
                Wiring.signIn(environment),
                Wiring.console(environment),
                new Log(System.out, "settings-api"),
                Clock.systemUTC());
    }

    SettingsApiHandler(Wiring.Api api, SignIn signIn, ConsoleFiles console, Log log, Clock clock) {
        this.router = api.router();
        this.trail = api.trail();
        this.signIn = signIn;
        this.console = console;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        Optional<ConsoleFiles.Page> page = page(event);
        if (page.isPresent()) {
            return response(page.get());
        }
        Instant from = clock.instant();
        SignIn.Visitor visitor = signIn.visitor(event);
        Served served = served(event, visitor, context);
        Map<Field, Object> line = new HashMap<>();
        line.put(Field.ROUTE, served.route());
        line.put(Field.STATUS, served.answer().status());
        line.put(Field.MILLIS, Duration.between(from, clock.instant()).toMillis());
        visitor.name().ifPresent(person -> line.put(Field.WHO, person));
        if (served.failure() == null) {
            log.event("request", line);
        } else {
            log.failure("request", served.failure(), line);
        }
        return response(served.answer());
    }

    /// A file of the console. Who loads one changes nothing, so no line is logged of it.
    private Optional<ConsoleFiles.Page> page(APIGatewayV2HTTPEvent event) {
        return event.getRequestContext().getHttp().getMethod().equals("GET")
                ? console.page(path(event), headers(event).get("if-none-match"))
                : Optional.empty();
    }

    private static String path(APIGatewayV2HTTPEvent event) {
        return Optional.ofNullable(event.getRawPath()).orElse("");
    }

    /// An answer, by which route, and what failed on the way to it.
    private record Served(String route, Answer answer, @Nullable Throwable failure) {}

    private Served served(APIGatewayV2HTTPEvent event, SignIn.Visitor visitor, Context context) {
        String path = path(event);
        String method = event.getRequestContext().getHttp().getMethod();
        boolean open = !path.equals(Route.BASE) && !path.startsWith(Route.BASE + "/");
        Optional<Problem> objection =
                open ? Optional.empty() : signIn.objection(visitor, Access.VIEWER);
        if (objection.isPresent()) {
            return new Served("none", Answer.of(objection.get()), null);
        }
        return switch (router.match(method, path)) {
            case Router.Nowhere() ->
                    new Served("none", Answer.of(Problem.notFound("resource")), null);
            case Router.OtherMethod(var allowed) ->
                    new Served("none", Answer.of(Problem.methodNotAllowed(allowed)), null);
            case Router.Found(Route route, var values) ->
                    Optional.ofNullable(route.needs())
                            .flatMap(needed -> signIn.objection(visitor, needed))
                            .map(problem -> new Served(route.key(), Answer.of(problem), null))
                            .orElseGet(
                                    () -> answered(route, values, event, caller(visitor), context));
        };
    }

    private static Caller caller(SignIn.Visitor visitor) {
        return visitor instanceof SignIn.Known(Caller caller) ? caller : Caller.ANYONE;
    }

    private Served answered(
            Route route,
            Map<String, String> values,
            APIGatewayV2HTTPEvent event,
            Caller caller,
            Context context) {
        try {
            Call call =
                    new Call(
                            values,
                            Optional.ofNullable(event.getQueryStringParameters()).orElse(Map.of()),
                            headers(event),
                            body(event),
                            caller,
                            deadline(context));
            return new Served(route.key(), trail.answered(route, call), null);
        } catch (ProblemException e) {
            return new Served(route.key(), Answer.of(e.problem()), null);
        } catch (Secrets.Unavailable | SdkException e) {
            return new Served(route.key(), Answer.of(Problem.unavailable()), e);
        } catch (RuntimeException e) {
            return new Served(route.key(), Answer.of(Problem.internal()), e);
        }
    }

    private Deadline deadline(Context context) {
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
        return Deadline.in(left.minus(FOR_THE_ANSWER), clock);
    }

    /// Their names in small letters, as API Gateway sends them.
    private static Map<String, String> headers(APIGatewayV2HTTPEvent event) {
        Map<String, String> headers = new HashMap<>();
        Optional.ofNullable(event.getHeaders())
                .orElse(Map.of())
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }

    private static String body(APIGatewayV2HTTPEvent event) {
        String body = Optional.ofNullable(event.getBody()).orElse("");
        byte[] bytes;
        try {
            bytes =
                    event.getIsBase64Encoded()
                            ? Base64.getDecoder().decode(body)
                            : body.getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw Problem.malformed("The body is not base64.").refusal();
        }
        if (bytes.length > MOST_BODY) {
            throw Problem.tooLarge(MOST_BODY).refusal();
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notText) {
            throw Problem.malformed("The body is not UTF-8 text.").refusal();
        }
    }

    private static APIGatewayV2HTTPResponse response(ConsoleFiles.Page page) {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(page.status())
                .withHeaders(page.headers())
                .withBody(page.body())
                .withIsBase64Encoded(page.base64())
                .build();
    }

    private static APIGatewayV2HTTPResponse response(Answer answer) {
        Map<String, String> headers = new HashMap<>(answer.headers());
        // Answers hold learners' data, and once a secret.
        headers.put("cache-control", "no-store");
        headers.put("x-content-type-options", "nosniff");
        if (answer.contentType() != null) {
            headers.put("content-type", answer.contentType());
        }
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(answer.status())
                .withHeaders(headers)
                .withBody(answer.body())
                .withIsBase64Encoded(false)
                .build();
    }
}
