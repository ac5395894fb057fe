package org.badgebridge.function.settingsapi;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;

import org.badgebridge.function.settingsapi.http.Access;
import org.badgebridge.function.settingsapi.http.Caller;
import org.badgebridge.function.settingsapi.http.Problem;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Who calls, by the claims of the token that API Gateway's authorizer has verified, and what they
/// may do. A request that came by a way without that authorizer, or with a token of another issuer,
/// is a stranger's.
record SignIn(String issuer, AccessRules rules) {

    /// What names a person, the most lasting first.
    private static final List<String> NAMES = List.of("sub", "username", "email");

    /// Cognito's word for what a token is for. An ID token tells the console who somebody is; it is
    /// not meant for an API, although it has the right audience.
    private static final String USE = "token_use";

    /// Who knocks.
    sealed interface Visitor {

        /// What logs and records call them; empty for a stranger.
        default Optional<String> name() {
            return switch (this) {
                case Stranger() -> Optional.empty();
                case Powerless(String who) -> Optional.of(who);
                case Known(Caller caller) -> Optional.of(caller.who());
            };
        }
    }

    record Stranger() implements Visitor {}

    /// Somebody whose token allows nothing here.
    record Powerless(String who) implements Visitor {}

    record Known(Caller caller) implements Visitor {}

    Visitor visitor(APIGatewayV2HTTPEvent event) {
        return Optional.ofNullable(event.getRequestContext())
                .map(RequestContext::getAuthorizer)
                .map(RequestContext.Authorizer::getJwt)
                .map(RequestContext.Authorizer.JWT::getClaims)
                .filter(claims -> issuer.equals(claims.get("iss")))
                .filter(claims -> claims.getOrDefault(USE, "access").equals("access"))
                .flatMap(claims -> named(claims).map(who -> visitor(who, claims)))
                .orElseGet(Stranger::new);
    }

    private Visitor visitor(String who, Map<String, String> claims) {
        return rules.of(claims)
                .<Visitor>map(access -> new Known(new Caller(who, access)))
                .orElseGet(() -> new Powerless(who));
    }

    private static Optional<String> named(Map<String, String> claims) {
        return NAMES.stream()
                .map(claims::get)
                .filter(Objects::nonNull)
                .filter(name -> !name.isBlank())
                .findFirst();
    }

    /// Why a visitor may not do what needs this; empty when they may.
    Optional<Problem> objection(Visitor visitor, Access needed) {
        return switch (visitor) {
            case Stranger() ->
                    Optional.of(
                            Problem.unauthorized(
                                    "Send the bearer token of somebody who may use this"
                                            + " installation."));
            case Powerless _ -> Optional.of(forbidden(needed));
            case Known(Caller caller) ->
                    caller.access().allows(needed)
                            ? Optional.empty()
                            : Optional.of(forbidden(needed));
        };
    }

    private Problem forbidden(Access needed) {
        return Problem.forbidden("The token lacks what this needs: " + rules.remedy(needed) + ".");
    }
}
