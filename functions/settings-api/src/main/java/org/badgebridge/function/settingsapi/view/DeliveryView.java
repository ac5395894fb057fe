package org.badgebridge.function.settingsapi.view;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.badgebridge.port.Deliveries.Verdict;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

/// What became of one post of a source. Its `body`, of a learner's data, only when asked for.
public record DeliveryView(
        String id,
        Instant receivedAt,
        String kind,
        @Nullable String reason,
        @Nullable String secretId,
        @Nullable String certificateId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String body) {

    public static DeliveryView of(Verdict verdict, boolean reveal) {
        return new DeliveryView(
                verdict.deliveryId(),
                verdict.receivedAt(),
                verdict.kind().name().toLowerCase(Locale.ROOT),
                verdict.reason(),
                verdict.secretId(),
                verdict.certificateId(),
                reveal ? verdict.body() : null);
    }
}
