/// The engines that stand in for AWS services: DynamoDB Local, ElasticMQ and a small Secrets
/// Manager.
@NullMarked
package org.badgebridge.local.engine;

import org.jspecify.annotations.NullMarked;
