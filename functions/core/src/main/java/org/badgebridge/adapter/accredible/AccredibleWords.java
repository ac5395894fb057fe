package org.badgebridge.adapter.accredible;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.adapter.provider.Documents;
import org.badgebridge.adapter.provider.UnreadableAnswer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The words in an error of Accredible's, of which there is no single form: a text, a list, or an
/// object of lists by field, under `errors`, `error`, `message` or `data`, or plain text.
final class AccredibleWords {

    private static final int MOST_PLAIN = 300;
    private static final int MOST_DEPTH = 6;

    private AccredibleWords() {}

    static String of(String body) {
        JsonNode answer;
        try {
            answer = Documents.parse(body);
        } catch (UnreadableAnswer e) {
            return plain(body.strip());
        }
        Set<String> words = new LinkedHashSet<>();
        for (JsonNode result : answer.path("results")) {
            collect("", first(result), words, 0);
        }
        collect("", first(answer), words, 0);
        return words.isEmpty() ? "No words came with it." : String.join("; ", words);
    }

    private static JsonNode first(JsonNode answer) {
        for (String name : List.of("errors", "error", "message", "data")) {
            JsonNode value = answer.path(name);
            boolean empty = value.isContainerNode() && value.isEmpty();
            if (!value.isMissingNode() && !value.isNull() && !empty) {
                return value;
            }
        }
        return answer.path("reason");
    }

    private static void collect(String field, JsonNode value, Set<String> words, int depth) {
        if (depth > MOST_DEPTH) {
            return;
        }
        if (value.isObject()) {
            String named = value.path("property").asText(field);
            for (Map.Entry<String, JsonNode> each : value.properties()) {
                boolean ours = each.getKey().equals("message") || each.getKey().equals("reason");
                boolean name = each.getKey().equals("property") || each.getKey().equals("code");
                if (!name) {
                    collect(
                            ours || each.getKey().equals("details") ? named : each.getKey(),
                            each.getValue(),
                            words,
                            depth + 1);
                }
            }
        } else if (value.isArray()) {
            value.forEach(each -> collect(field, each, words, depth + 1));
        } else if (value.isValueNode() && !value.isNull() && !value.asText().isBlank()) {
            words.add(field.isEmpty() ? value.asText() : field + ": " + value.asText());
        }
    }

    /// A page of some proxy has nothing to say.
    private static String plain(String body) {
        if (body.isEmpty()) {
            return "No words came with it.";
        }
        if (body.startsWith("<") || body.startsWith("{") || body.startsWith("[")) {
            return "What came with it cannot be read.";
        }
        return body.length() > MOST_PLAIN ? body.substring(0, MOST_PLAIN) : body;
    }
}
