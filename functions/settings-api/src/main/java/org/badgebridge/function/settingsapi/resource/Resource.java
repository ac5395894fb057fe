package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.function.settingsapi.http.Route;

import java.util.List;

/// A noun of the API with the routes that lead to it. Thread-safe.
public interface Resource {

    List<Route> routes();
}
