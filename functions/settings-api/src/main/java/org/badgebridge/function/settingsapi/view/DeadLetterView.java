package org.badgebridge.function.settingsapi.view;

import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.port.DeadLetter;
import org.badgebridge.port.Notice;
import org.badgebridge.port.SettleMessage;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A dead letter: which message it is and what it is about, never what it says. `trouble` says why
/// one of the kind `unreadable` is that.
public record DeadLetterView(
        String id,
        String queue,
        Instant sentAt,
        String kind,
        @Nullable String badgeId,
        @Nullable String source,
        @Nullable String deliveryId,
        @Nullable String connection,
        @Nullable String eventId,
        @Nullable String trouble,
        int receiveCount) {

    public static DeadLetterView of(DeadLetter letter) {
        return switch (letter.content()) {
            case DeadLetter.Post post ->
                    view(
                            letter,
                            post.rejected() ? "rejected" : "event",
                            null,
                            post.source().value(),
                            post.deliveryId(),
                            null,
                            null,
                            null);
            case DeadLetter.Settle(SettleMessage.Badge(BadgeId badge)) ->
                    view(letter, "badge", badge.toString(), null, null, null, null, null);
            case DeadLetter.Settle(SettleMessage.Event(Notice notice)) ->
                    view(
                            letter,
                            "provider_event",
                            null,
                            null,
                            null,
                            notice.connection().value(),
                            notice.eventId(),
                            null);
            case DeadLetter.Unreadable(String reason) ->
                    view(letter, "unreadable", null, null, null, null, null, reason);
        };
    }

    private static DeadLetterView view(
            DeadLetter letter,
            String kind,
            @Nullable String badge,
            @Nullable String source,
            @Nullable String delivery,
            @Nullable String connection,
            @Nullable String event,
            @Nullable String trouble) {
        return new DeadLetterView(
                letter.queue().word() + "." + letter.messageId(),
                letter.queue().word(),
                letter.sentAt(),
                kind,
                badge,
                source,
                delivery,
                connection,
                event,
                trouble,
                letter.received());
    }
}
