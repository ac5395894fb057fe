package org.badgebridge.local.template;

import java.util.List;

/// Which types of resource are run, and which mean nothing on one machine.
final class ResourceTypes {

    static final String TABLE = "AWS::DynamoDB::Table";
    static final String QUEUE = "AWS::SQS::Queue";
    static final String SECRET = "AWS::SecretsManager::Secret";
    static final String FUNCTION = "AWS::Serverless::Function";
    static final String API = "AWS::Serverless::HttpApi";

    /// Permissions, watching, keys, names on the internet, and what passes events on to others.
    private static final List<String> MEANINGLESS =
            List.of(
                    "AWS::ApplicationAutoScaling::",
                    "AWS::Backup::",
                    "AWS::Budgets::",
                    "AWS::CertificateManager::",
                    "AWS::CloudWatch::",
                    "AWS::Events::",
                    "AWS::IAM::",
                    "AWS::KMS::",
                    "AWS::Lambda::Permission",
                    "AWS::Logs::",
                    "AWS::Pipes::Pipe",
                    "AWS::Route53::",
                    "AWS::SNS::",
                    "AWS::SQS::QueuePolicy",
                    "AWS::SecretsManager::ResourcePolicy",
                    "AWS::Synthetics::",
                    "AWS::XRay::");

    private ResourceTypes() {}

    static boolean meansNothingHere(String type) {
        return MEANINGLESS.stream().anyMatch(type::startsWith);
    }
}
