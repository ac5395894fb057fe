package org.badgebridge.simulator.credly;

/// Only active templates can be issued.
public enum TemplateState {
    DRAFT,
    ACTIVE,
    ARCHIVED
}
