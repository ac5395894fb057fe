package org.badgebridge.adapter.credly;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.adapter.provider.Documents;
import org.badgebridge.adapter.provider.UnreadableAnswer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The words in an error of Credly's: `data.message`, then `data.errors[]` with `attribute_label`
/// or `attribute` and `messages` as text or list (old clients know the one, newer the other).
final class CredlyWords {

    private CredlyWords() {}

    static String of(String body) {
        JsonNode answer;
        try {
            answer = Documents.parse(body);
        } catch (UnreadableAnswer e) {
            return body.isBlank() ? "No words came with it." : "What came with it is not JSON.";
        }
        Set<String> words = new LinkedHashSet<>();
        for (JsonNode from : List.of(answer.path("data"), answer)) {
            Documents.text(from, "message").ifPresent(words::add);
            Documents.text(from, "error").ifPresent(words::add);
            for (JsonNode error : from.path("errors")) {
                words.add(error(error));
            }
        }
        words.remove("");
        return words.isEmpty() ? "No words came with it." : String.join("; ", words);
    }

    private static String error(JsonNode error) {
        if (error.isTextual()) {
            return error.textValue();
        }
        List<String> messages = new ArrayList<>();
        Documents.text(error, "messages").ifPresent(messages::add);
        for (JsonNode message : error.path("messages")) {
            if (message.isTextual()) {
                messages.add(message.textValue());
            }
        }
        String field =
                Documents.text(error, "attribute_label")
                        .or(() -> Documents.text(error, "attribute"))
                        .orElse("");
        return (field + " " + String.join(", ", messages)).strip();
    }
}
