package org.badgebridge.local.template;

import org.badgebridge.local.engine.Endpoints;

import java.net.URI;
import java.util.Map;

/// Where and as what a template is deployed.
///
/// @param parameters values for the template's parameters
/// @param namePrefix goes before every name of a table, queue and function, so that several
///   deployments share engines
/// @param apiUrl where the HTTP API answers; stands in for every `https://<api>.execute-api...` of
///   the template
public record Deployment(
        Map<String, String> parameters, String namePrefix, Endpoints endpoints, URI apiUrl) {}
