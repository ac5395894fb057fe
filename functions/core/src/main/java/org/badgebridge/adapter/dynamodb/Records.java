package org.badgebridge.adapter.dynamodb;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Signal;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.rule.RuleId;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Domain records as attributes of an item, and back: ids and times as text (times in full
/// precision, so that equal stays equal), absent values left out, attributes of other versions of
/// this program ignored.
final class Records {

    private static final String VERSION = "version";

    private static final JsonSetter.Value EMPTY_WHEN_ABSENT =
            JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

    private static final ObjectMapper PLAIN =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .withConfigOverride(List.class, o -> o.setSetterInfo(EMPTY_WHEN_ABSENT))
                    .withConfigOverride(Set.class, o -> o.setSetterInfo(EMPTY_WHEN_ABSENT))
                    .withConfigOverride(Map.class, o -> o.setSetterInfo(EMPTY_WHEN_ABSENT))
                    .addModule(texts())
                    .build();

    private Records() {}

    /// The record without its version, which is an attribute of the item.
    static Map<String, AttributeValue> attributes(Record record) {
        ObjectNode node = MAPPER.valueToTree(record);
        node.remove(VERSION);
        return Attributes.of(node);
    }

    static <T extends Record> T read(
            Map<String, AttributeValue> attributes, long version, Class<T> type) {
        ObjectNode node = Attributes.json(attributes);
        node.put(VERSION, version);
        try {
            return MAPPER.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            // The cause's message would quote the item.
            throw new IllegalStateException(
                    "A stored %s cannot be read: %s"
                            .formatted(type.getSimpleName(), e.getClass().getSimpleName()));
        }
    }

    private static SimpleModule texts() {
        SimpleModule module = new SimpleModule();
        text(module, ConnectionId.class, ConnectionId::new);
        text(module, SourceId.class, SourceId::new);
        text(module, LearnerId.class, LearnerId::new);
        text(module, TemplateId.class, parsed(TemplateId::parse));
        text(module, BadgeId.class, parsed(BadgeId::parse));
        text(module, CertificateId.class, parsed(CertificateId::parse));
        text(module, RuleId.class, parsed(RuleId::parse));
        text(module, Signal.Type.class, parsed(Signal.Type::parse));
        text(module, Instant.class, Instant::parse);
        text(module, Duration.class, Duration::parse);
        // As one text: an LMS may nest deeper, and write longer numbers, than DynamoDB stores.
        text(module, EventData.class, Records::json, Records::eventData);
        return module;
    }

    private static <T> Function<String, T> parsed(Function<String, Optional<T>> parse) {
        return text ->
                parse.apply(text)
                        .orElseThrow(() -> new IllegalArgumentException("not a stored text"));
    }

    private static String json(EventData data) {
        try {
            return PLAIN.writeValueAsString(data.tree());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EventData eventData(String json) {
        try {
            return new EventData(
                    PLAIN.readValue(json, new TypeReference<Map<String, Object>>() {}));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> read) {
        text(module, type, Object::toString, read);
    }

    private static <T> void text(
            SimpleModule module,
            Class<T> type,
            Function<T, String> write,
            Function<String, T> read) {
        module.addSerializer(
                type,
                new JsonSerializer<>() {
                    @Override
                    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
                            throws IOException {
                        json.writeString(write.apply(value));
                    }
                });
        module.addDeserializer(
                type,
                new JsonDeserializer<>() {
                    @Override
                    public T deserialize(JsonParser json, DeserializationContext context)
                            throws IOException {
                        return read.apply(json.getText());
                    }
                });
    }
}
