package org.badgebridge.adapter.dynamodb;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which items of a partition, of a table or an index, a query asks for. What the key does not
/// decide, filters do: what they leave out is read all the same, but does not travel.
final class Conditions {

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();
    private final List<String> filters = new ArrayList<>();
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

    /// Both ends included.
    Conditions between(String sortName, String first, String last) {
        values.put(":e", Attributes.text(last));
        return sorted(sortName, "#s BETWEEN :s AND :e", first);
    }

    private Conditions sorted(String sortName, String condition, String value) {
        names.put("#s", sortName);
        values.put(":s", Attributes.text(value));
        expression += " AND " + condition;
        return this;
    }

    /// Of an attribute that is none of the key's, like the other filters.
    Conditions where(String name, String value) {
        return filtered("%s = %s", name, List.of(value));
    }

    Conditions whereBeginning(String name, String prefix) {
        return filtered("begins_with(%s, %s)", name, List.of(prefix));
    }

    Conditions whereIn(String name, Collection<String> oneOf) {
        return filtered("%s IN (%s)", name, oneOf);
    }

    private Conditions filtered(String form, String name, Collection<String> texts) {
        String placeholder = "#f" + filters.size();
        names.put(placeholder, name);
        List<String> placeholders = new ArrayList<>();
        for (String text : texts) {
            String each = ":f" + filters.size() + "_" + placeholders.size();
            values.put(each, Attributes.text(text));
            placeholders.add(each);
        }
        filters.add(form.formatted(placeholder, String.join(", ", placeholders)));
        return this;
    }

    boolean hasFilters() {
        return !filters.isEmpty();
    }

    QueryRequest.Builder query() {
        QueryRequest.Builder query =
                QueryRequest.builder()
                        .keyConditionExpression(expression)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values);
        return filters.isEmpty() ? query : query.filterExpression(String.join(" AND ", filters));
    }
}
