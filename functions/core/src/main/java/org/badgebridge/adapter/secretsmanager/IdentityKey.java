package org.badgebridge.adapter.secretsmanager;

import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

import java.nio.charset.StandardCharsets;

/// The deployment's identity key: the generated text of a secret, as bytes. It never changes, so it
/// is read once.
public final class IdentityKey {

    private IdentityKey() {}

    /// A secret that is not there throws an [IllegalStateException] that says what to set; other
    /// trouble the SDK's own exception.
    public static byte[] read(SecretsManagerClient client, String secretName) {
        try {
            String text = client.getSecretValue(b -> b.secretId(secretName)).secretString();
            if (text == null || text.isBlank()) {
                throw new IllegalStateException(missing(secretName));
            }
            return text.getBytes(StandardCharsets.UTF_8);
        } catch (ResourceNotFoundException e) {
            throw new IllegalStateException(missing(secretName), e);
        }
    }

    private static String missing(String secretName) {
        return "Set IDENTITY_SECRET to the name of a secret that holds a text; %s holds none."
                .formatted(secretName);
    }
}
