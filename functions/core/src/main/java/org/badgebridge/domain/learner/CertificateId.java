package org.badgebridge.domain.learner;

import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.LearningEvent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// Names what a learner earned: `learner.key` as text. The key is derived from the realm's own
/// certificate id, or from the course where a platform has none or speaks of the course itself, so
/// that every post about one certificate finds the same item.
public record CertificateId(LearnerId learner, String key) {

    private static final Pattern KEY = Pattern.compile("[cr]-[A-Za-z0-9_-]{16}");

    public CertificateId {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("not a certificate key");
        }
    }

    public static CertificateId of(LearnerId learner, LearningEvent event) {
        boolean certificate = event.type().aboutCertificate();
        String natural = certificate ? event.certificateKey() : null;
        Course course = event.course();
        if (natural == null) {
            if (course == null) {
                throw new IllegalArgumentException("an event needs a certificate id or a course");
            }
            natural = "course\0" + course.id();
        }
        return new CertificateId(
                learner, (certificate ? "c-" : "r-") + digest(event.realm() + "\0" + natural));
    }

    /// Whether it is a certificate, rather than a course result (passed, failed).
    public boolean isCertificate() {
        return key.startsWith("c-");
    }

    public static Optional<CertificateId> parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0 || !KEY.matcher(text.substring(dot + 1)).matches()) {
            return Optional.empty();
        }
        return LearnerId.parse(text.substring(0, dot))
                .map(learner -> new CertificateId(learner, text.substring(dot + 1)));
    }

    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 12));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return learner + "." + key;
    }
}
