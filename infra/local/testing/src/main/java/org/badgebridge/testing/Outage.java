package org.badgebridge.testing;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Takes a service away from the clients that it is given to: their calls end as they do after the
/// last attempt to connect, without the time that attempts take.
public final class Outage implements ExecutionInterceptor {

    private volatile boolean lasts;

    public void begin() {
        lasts = true;
    }

    public void end() {
        lasts = false;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (lasts) {
            throw SdkClientException.create("Unable to execute HTTP request: connection refused");
        }
    }
}
