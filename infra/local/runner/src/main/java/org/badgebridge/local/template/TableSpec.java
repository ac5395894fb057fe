package org.badgebridge.local.template;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// A DynamoDB table.
///
/// @param attributes types (S, N, B) of the attributes that keys use
/// @param ttl the attribute with the time to live; null for none
public record TableSpec(
        String logicalId,
        String name,
        Map<String, String> attributes,
        List<KeyPart> key,
        List<Index> globalIndexes,
        List<Index> localIndexes,
        @Nullable String ttl,
        boolean deletionProtection) {

    /// One attribute of a key.
    ///
    /// @param type HASH or RANGE
    public record KeyPart(String attribute, String type) {}

    /// A secondary index.
    ///
    /// @param projection ALL, KEYS_ONLY or INCLUDE
    /// @param included the attributes of INCLUDE
    public record Index(String name, List<KeyPart> key, String projection, List<String> included) {}
}
