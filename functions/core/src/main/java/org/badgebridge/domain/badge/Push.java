package org.badgebridge.domain.badge;

/// A person's word that a badge may go out although its connection does not push by itself; good
/// for the wish it was given for.
public record Push(Cause by, long wantedVersion) {}
