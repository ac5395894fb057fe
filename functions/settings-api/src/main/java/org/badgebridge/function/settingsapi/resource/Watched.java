package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.port.Courses;
import org.badgebridge.port.Days;
import org.badgebridge.port.Queues;
import org.badgebridge.port.SecretUses;

/// What is there for an admin to watch, and what nothing else of the API is done with.
public record Watched(Queues queues, Courses courses, Days days, SecretUses uses) {}
