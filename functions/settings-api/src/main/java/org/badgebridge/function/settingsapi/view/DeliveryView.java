package org.badgebridge.function.settingsapi.view;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.badgebridge.port.Deliveries.Kind;
import org.badgebridge.port.Deliveries.Verdict;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/// What became of one post of a source. Its `body` and `headers`, of a learner's data, only when
/// asked for. `proven` is told of what was captured.
public record DeliveryView(
        String id,
        Instant receivedAt,
        String kind,
        @Nullable String reason,
        @Nullable String secretId,
        @Nullable String certificateId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean proven,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, String> headers,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String body) {

    public static DeliveryView of(Verdict verdict, boolean reveal) {
        return new DeliveryView(
                verdict.deliveryId(),
                verdict.receivedAt(),
                verdict.kind().name().toLowerCase(Locale.ROOT),
                verdict.reason(),
                verdict.secretId(),
                verdict.certificateId(),
                verdict.kind() == Kind.CAPTURED ? !verdict.proof().isEmpty() : null,
                reveal && !verdict.headers().isEmpty() ? verdict.headers() : null,
                reveal ? verdict.body() : null);
    }
}
