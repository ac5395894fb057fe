package org.badgebridge.bench;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/// Counts the calls of DynamoDB that all clients of this process make, and the read capacity that
/// they consume. The SDK finds it on the class path, so the functions need not know of it.
/// Thread-safe.
public final class DynamoDbCost implements ExecutionInterceptor {

    private static final LongAdder CALLS = new LongAdder();
    private static final DoubleAdder READ_UNITS = new DoubleAdder();

    /// What was spent; `readUnits` as DynamoDB bills them, half of one an eventually consistent
    /// read of 4 KB.
    record Spent(long calls, double readUnits) {

        static Spent soFar() {
            return new Spent(CALLS.sum(), READ_UNITS.sum());
        }

        Spent since(Spent before) {
            return new Spent(calls - before.calls, readUnits - before.readUnits);
        }
    }

    @Override
    public SdkRequest modifyRequest(
            Context.ModifyRequest context, ExecutionAttributes executionAttributes) {
        ReturnConsumedCapacity total = ReturnConsumedCapacity.TOTAL;
        return switch (context.request()) {
            case QueryRequest query -> query.toBuilder().returnConsumedCapacity(total).build();
            case GetItemRequest get -> get.toBuilder().returnConsumedCapacity(total).build();
            case BatchGetItemRequest batch ->
                    batch.toBuilder().returnConsumedCapacity(total).build();
            case SdkRequest other -> other;
        };
    }

    @Override
    public void afterExecution(
            Context.AfterExecution context, ExecutionAttributes executionAttributes) {
        CALLS.increment();
        switch (context.response()) {
            case QueryResponse query -> add(query.consumedCapacity());
            case GetItemResponse get -> add(get.consumedCapacity());
            case BatchGetItemResponse batch -> batch.consumedCapacity().forEach(DynamoDbCost::add);
            case SdkResponse _ -> {}
        }
    }

    private static void add(@Nullable ConsumedCapacity consumed) {
        if (consumed != null && consumed.capacityUnits() != null) {
            READ_UNITS.add(consumed.capacityUnits());
        }
    }
}
