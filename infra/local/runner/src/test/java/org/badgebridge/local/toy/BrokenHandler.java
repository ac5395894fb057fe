package org.badgebridge.local.toy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

import java.util.Map;

/// Refuses to start.
public final class BrokenHandler implements RequestHandler<String, String> {

    /// Finds its environment wanting.
    public BrokenHandler(Map<String, String> environment) {
        throw new IllegalStateException(
                "COLOUR is missing: set it to a colour, beside " + environment.size() + " others.");
    }

    @Override
    public String handleRequest(String event, Context context) {
        return event;
    }
}
