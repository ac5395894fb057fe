package org.badgebridge.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Writes one JSON line an event to standard output, where Lambda picks it up. A logging framework
/// would cost more start-up time than everything else a function does. Thread-safe.
public final class Log {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final String function;

    public Log(PrintStream out, String function) {
        this.out = out;
        this.function = function;
    }

    public void event(String event, Map<Field, ?> fields) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("function", function);
        line.put("event", event);
        new TreeMap<>(fields).forEach((field, value) -> line.put(field.key(), value.toString()));
        try {
            out.println(JSON.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }

    /// Tells of a failure by its kind and place. A message may quote what it failed on, so it is
    /// left out.
    public void failure(String event, Throwable failure, Map<Field, ?> fields) {
        Map<Field, Object> all = new TreeMap<>(fields);
        all.put(Field.ERROR, described(failure));
        event(event, all);
    }

    private static String described(Throwable failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        String place = stack.length == 0 ? "" : " at " + stack[0];
        Throwable cause = failure.getCause();
        return failure.getClass().getName()
                + place
                + (cause == null ? "" : ", caused by " + described(cause));
    }
}
