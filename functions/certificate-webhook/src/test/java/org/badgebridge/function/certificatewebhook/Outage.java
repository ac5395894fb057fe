package org.badgebridge.function.certificatewebhook;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Takes a service away from the clients that it is given to: their calls find a closed port.
final class Outage implements ExecutionInterceptor {

    private static final int CLOSED_PORT = 1;

    private volatile boolean lasts;

    void begin() {
        lasts = true;
    }

    void end() {
        lasts = false;
    }

    @Override
    public SdkHttpRequest modifyHttpRequest(
            Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        SdkHttpRequest request = context.httpRequest();
        return lasts ? request.toBuilder().port(CLOSED_PORT).build() : request;
    }
}
