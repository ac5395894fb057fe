package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.Source;
import org.badgebridge.port.Secrets.Secret;

import java.net.URI;

/// Where the platforms of sources post to.
record SourceUrls(URI publicUrl) {

    String of(Source source) {
        return publicUrl + "/webhooks/certificates/" + source.id();
    }

    /// With the secret at its end, for a platform that can send it nowhere else.
    String of(Source source, Secret secret) {
        return of(source) + "/" + secret.value();
    }
}
