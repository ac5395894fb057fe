package org.badgebridge.adapter.dynamodb;

import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Makes the first batch reads end as they do when DynamoDB is busy: with nothing read.
final class UnreadKeys implements ExecutionInterceptor {

    private final AtomicInteger left;

    UnreadKeys(int times) {
        left = new AtomicInteger(times);
    }

    @Override
    public SdkResponse modifyResponse(
            Context.ModifyResponse context, ExecutionAttributes attributes) {
        if (context.request() instanceof BatchGetItemRequest request
                && context.response() instanceof BatchGetItemResponse response
                && left.getAndDecrement() > 0) {
            return response.toBuilder()
                    .responses(Map.of())
                    .unprocessedKeys(request.requestItems())
                    .build();
        }
        return context.response();
    }
}
