package org.badgebridge.local.template;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Optional;

/// What names in a template stand for. Empty where nothing has that name.
interface References {

    /// A parameter, pseudo parameter or resource.
    Optional<JsonNode> ref(String name);

    Optional<String> attribute(String resource, String attribute);

    boolean condition(String name);

    Optional<JsonNode> mapping(String map, String first, String second);
}
