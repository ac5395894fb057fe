package org.badgebridge.function.settingsapi;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;

import org.badgebridge.function.settingsapi.http.Problem;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Who calls, by the claims of the token that API Gateway's authorizer has verified. A request that
/// came by a way without that authorizer, or with a token of another issuer, is nobody's.
record SignIn(String issuer) {

    /// What names a person, the most lasting first.
    private static final List<String> NAMES = List.of("sub", "username", "email");

    Optional<String> who(APIGatewayV2HTTPEvent event) {
        return Optional.ofNullable(event.getRequestContext())
                .map(RequestContext::getAuthorizer)
                .map(RequestContext.Authorizer::getJwt)
                .map(RequestContext.Authorizer.JWT::getClaims)
                .filter(claims -> issuer.equals(claims.get("iss")))
                .flatMap(SignIn::named);
    }

    private static Optional<String> named(Map<String, String> claims) {
        return NAMES.stream()
                .map(claims::get)
                .filter(Objects::nonNull)
                .filter(name -> !name.isBlank())
                .findFirst();
    }

    static Problem needed() {
        return Problem.unauthorized("Send the bearer token of an admin of this installation.");
    }
}
