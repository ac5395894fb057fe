package org.badgebridge.domain.rule;

import java.util.List;

/// Requirements of which `atLeast` must be met.
public record Group(String name, int atLeast, List<Requirement> requirements) {

    public Group {
        requirements = List.copyOf(requirements);
        if (atLeast < 1 || atLeast > requirements.size()) {
            throw new IllegalArgumentException(
                    "at_least must lie between 1 and the number of the group's requirements");
        }
    }
}
