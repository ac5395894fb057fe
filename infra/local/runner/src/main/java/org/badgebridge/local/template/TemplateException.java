package org.badgebridge.local.template;

import java.io.Serial;

/// The template, or a value given for one of its parameters, cannot be used. The message names the
/// place.
public final class TemplateException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    public TemplateException(String message) {
        super(message);
    }
}
