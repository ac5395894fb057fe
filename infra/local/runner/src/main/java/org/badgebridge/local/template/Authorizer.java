package org.badgebridge.local.template;

import java.util.List;

/// A JWT authorizer of the HTTP API.
///
/// @param scopes of which a token needs one, unless a route names its own; empty for none
public record Authorizer(String name, String issuer, List<String> audience, List<String> scopes) {}
