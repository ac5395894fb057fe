package org.badgebridge.local.engine;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/// ARNs of secrets. AWS ends one in six random characters; here the name decides them, so that an
/// ARN can be written before the secret exists and a restart changes none.
public final class SecretArn {

    private SecretArn() {}

    /// The ARN of the secret of this name.
    public static String of(String name, String region) {
        byte[] digest = Digests.sha256(name.getBytes(StandardCharsets.UTF_8));
        return prefix(region) + name + "-" + new BigInteger(1, digest).toString(36).substring(0, 6);
    }

    static String prefix(String region) {
        return "arn:aws:secretsmanager:" + region + ":" + Endpoints.ACCOUNT + ":secret:";
    }
}
