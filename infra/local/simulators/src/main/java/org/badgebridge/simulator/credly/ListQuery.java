package org.badgebridge.simulator.credly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.HttpCall;
import org.badgebridge.simulator.HttpCall.Parameter;
import org.badgebridge.simulator.SimulatorJson;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a caller asks of a list: filters in both syntaxes, sort keys, the page.
record ListQuery(HttpCall call, Map<String, String> filters, List<String> sort) {

    static ListQuery of(HttpCall call) {
        var filters = new LinkedHashMap<String, String>();
        for (Parameter parameter : call.query()) {
            if (parameter.name().equals("filter")) {
                for (String pair : parameter.value().split("\\|", -1)) {
                    int colons = pair.indexOf("::");
                    if (colons > 0) {
                        filters.put(pair.substring(0, colons), pair.substring(colons + 2));
                    }
                }
            } else if (bracketed(parameter)) {
                filters.put(key(parameter), parameter.value());
            }
        }
        List<String> sort =
                call.parameter("sort")
                        .map(keys -> List.of(keys.split("\\|", -1)))
                        .orElse(List.of());
        return new ListQuery(call, filters, sort);
    }

    /// The call without this filter, or without any.
    static HttpCall withoutFilter(HttpCall call, @Nullable String filter) {
        var query = new ArrayList<Parameter>();
        for (Parameter parameter : call.query()) {
            if (parameter.name().equals("filter")) {
                List<String> left =
                        List.of(parameter.value().split("\\|", -1)).stream()
                                .filter(p -> filter != null && !p.startsWith(filter + "::"))
                                .toList();
                if (!left.isEmpty()) {
                    query.add(new Parameter("filter", String.join("|", left)));
                }
            } else if (!bracketed(parameter)
                    || (filter != null && !key(parameter).equals(filter))) {
                query.add(parameter);
            }
        }
        return call.withQuery(query);
    }

    /// The values of a filter that takes a comma-separated list.
    List<String> values(String key) {
        return List.of(filters.getOrDefault(key, "").split(",", -1)).stream()
                .map(String::strip)
                .toList();
    }

    /// Sorts by the known keys asked for; without any, the order given stays.
    <T> List<T> sorted(List<T> rows, Map<String, Function<T, String>> known) {
        @Nullable Comparator<T> order = null;
        for (String key : sort) {
            boolean down = key.startsWith("-");
            Function<T, String> value = known.get(down ? key.substring(1) : key);
            if (value != null) {
                Comparator<T> next = Comparator.comparing(value);
                next = down ? next.reversed() : next;
                order = order == null ? next : order.thenComparing(next);
            }
        }
        return order == null ? rows : rows.stream().sorted(order).toList();
    }

    /// One page of the rows, 1-based, with full metadata and absolute addresses.
    <T> Answer page(List<T> rows, long most, URI base, Function<T, ? extends JsonNode> shown) {
        int per = (int) Math.min(most, number("per", most));
        int page = (int) number("page", 1);
        int pages = Math.ceilDiv(rows.size(), per);
        long from = Math.min(rows.size(), (page - 1L) * per);
        List<T> items = rows.subList((int) from, (int) Math.min(rows.size(), from + per));
        ArrayNode data = SimulatorJson.object().arrayNode();
        items.forEach(item -> data.add(shown.apply(item)));
        ObjectNode metadata =
                SimulatorJson.object()
                        .put("count", items.size())
                        .put("current_page", page)
                        .put("total_count", rows.size())
                        .put("total_pages", pages)
                        .put("per", per)
                        .put("previous_page_url", page > 1 ? link(base, "page", page - 1) : null)
                        .put("next_page_url", page < pages ? link(base, "page", page + 1) : null);
        return Envelope.data(200, data, metadata);
    }

    /// This call's own address with one parameter changed, on the host the caller used.
    String link(URI base, String parameter, Object value) {
        var query = new ArrayList<Parameter>();
        call.query().stream().filter(p -> !p.name().equals(parameter)).forEach(query::add);
        query.add(new Parameter(parameter, value.toString()));
        String origin = call.header("Host").map(host -> "http://" + host).orElse(base.toString());
        return origin
                + call.path()
                + "?"
                + query.stream()
                        .map(p -> encode(p.name()) + "=" + encode(p.value()))
                        .collect(Collectors.joining("&"));
    }

    private long number(String parameter, long otherwise) {
        String text = call.parameter(parameter).orElse("");
        return text.matches("[1-9][0-9]{0,8}") ? Long.parseLong(text) : otherwise;
    }

    private static boolean bracketed(Parameter parameter) {
        return parameter.name().startsWith("filter[") && parameter.name().endsWith("]");
    }

    private static String key(Parameter parameter) {
        return parameter.name().substring("filter[".length(), parameter.name().length() - 1);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
