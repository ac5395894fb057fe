package org.badgebridge.local.engine;

import java.io.Serial;

/// An error that Secrets Manager answers, by the type name that the SDK maps to its exception
/// class.
final class SecretError extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    private final String type;

    SecretError(String type, String message) {
        super(message, null, false, false);
        this.type = type;
    }

    static SecretError notFound(String message) {
        return new SecretError("ResourceNotFoundException", message);
    }

    static SecretError exists(String message) {
        return new SecretError("ResourceExistsException", message);
    }

    static SecretError invalidParameter(String message) {
        return new SecretError("InvalidParameterException", message);
    }

    static SecretError invalidRequest(String message) {
        return new SecretError("InvalidRequestException", message);
    }

    String type() {
        return type;
    }
}
