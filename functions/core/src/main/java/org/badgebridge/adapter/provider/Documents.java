package org.badgebridge.adapter.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.regex.Pattern;

/// Reads and writes the JSON of providers. What is no text, or blank, is absent.
public final class Documents {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private static final Pattern WEB_URL = Pattern.compile("(?i)https?://\\S+");

    private Documents() {}

    public static String write(JsonNode document) {
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON could not be written", e);
        }
    }

    /// Reads an object. The message of Jackson's exception is left out: it quotes the text.
    public static JsonNode parse(String text) throws UnreadableAnswer {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            throw new UnreadableAnswer("it is not JSON.");
        }
        throw new UnreadableAnswer("it is not a JSON object.");
    }

    public static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.path(field).textValue())
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    public static @Nullable Boolean flag(JsonNode node, String field) {
        JsonNode flag = node.path(field);
        return flag.isBoolean() ? flag.booleanValue() : null;
    }

    /// An `http` or `https` URL; absent when it is something else.
    public static @Nullable String url(JsonNode node, String field) {
        return text(node, field).filter(Documents::isWebUrl).orElse(null);
    }

    public static boolean isWebUrl(String text) {
        return WEB_URL.matcher(text).matches();
    }
}
