package org.badgebridge.local.toy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

import java.util.Map;

/// Shows that AWS's event classes, the environment and the context reach a function.
public final class TypedHandler
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final Map<String, String> environment;

    /// Takes the environment as the runner gives it.
    public TypedHandler(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        String subject = event.getRequestContext().getAuthorizer().getJwt().getClaims().get("sub");
        String scope = event.getRequestContext().getAuthorizer().getJwt().getClaims().get("scope");
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(200)
                .withBody(
                        String.join(
                                "|",
                                subject,
                                scope,
                                environment.get("GREETING"),
                                environment.get("OWN_URL"),
                                environment.get("AWS_LAMBDA_FUNCTION_NAME"),
                                context.getFunctionName(),
                                "" + (context.getRemainingTimeInMillis() > 0),
                                System.getProperty("aws.endpointUrlSqs", "no endpoint")))
                .build();
    }
}
