package org.badgebridge.adapter.dynamodb;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

import java.util.HashMap;
import java.util.Map;

/// Which items of a partition, of a table or an index, a query asks for.
final class Conditions {

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();
    private String expression = "#p = :p";

    private Conditions() {}

    static Conditions of(String partitionName, String value) {
        Conditions conditions = new Conditions();
        conditions.names.put("#p", partitionName);
        conditions.values.put(":p", Attributes.text(value));
        return conditions;
    }

    Conditions beginning(String sortName, String prefix) {
        return sorted(sortName, "begins_with(#s, :s)", prefix);
    }

    Conditions upTo(String sortName, String last) {
        return sorted(sortName, "#s <= :s", last);
    }

    private Conditions sorted(String sortName, String condition, String value) {
        names.put("#s", sortName);
        values.put(":s", Attributes.text(value));
        expression += " AND " + condition;
        return this;
    }

    QueryRequest.Builder query() {
        return QueryRequest.builder()
                .keyConditionExpression(expression)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values);
    }
}
