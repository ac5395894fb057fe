package org.badgebridge.adapter.dynamodb;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;

/// Names an item: its partition and its place in there.
record Key(String pk, String sk) {

    static final String PK = "pk";
    static final String SK = "sk";

    private static final DateTimeFormatter FIXED_WIDTH =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /// DynamoDB takes 2,048 bytes in a partition key and 1,024 in a sort key.
    private static final int MOST_FOREIGN_BYTES = 512;

    static Key of(Map<String, AttributeValue> item) {
        return new Key(Item.text(item, PK), Item.text(item, SK));
    }

    Map<String, AttributeValue> attributes() {
        return Map.of(PK, Attributes.text(pk), SK, Attributes.text(sk));
    }

    /// A time as part of a key: in order as text. What is finer than a millisecond is rounded up,
    /// so that nothing is found due before it is.
    static String time(Instant time) {
        Instant cut = time.truncatedTo(ChronoUnit.MILLIS);
        return FIXED_WIDTH.format(cut.equals(time) ? cut : cut.plusMillis(1));
    }

    /// The last moment, as part of a key, that is not after the time.
    static String passed(Instant time) {
        return FIXED_WIDTH.format(time);
    }

    /// An id that others made up, as part of a key: a long one is told by its digest, because
    /// DynamoDB refuses long keys.
    static String foreign(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MOST_FOREIGN_BYTES) {
            return id;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
