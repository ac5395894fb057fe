package org.badgebridge.acceptance.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.badgebridge.acceptance.architecture.SystemClasses.DEPLOYED;
import static org.badgebridge.acceptance.architecture.SystemClasses.RUNNER;
import static org.badgebridge.acceptance.architecture.SystemClasses.SIMULATORS;

import com.tngtech.archunit.lang.ArchRule;

import org.junit.jupiter.api.Test;

/// Arrows point inwards: functions -> adapters and use cases -> ports -> domain.
final class RingsTest {

    private static final String JAVA = "java..";
    private static final String CRYPTO = "javax.crypto..";
    private static final String NULLNESS = "org.jspecify..";
    private static final String DOMAIN = "org.badgebridge.domain..";
    private static final String PORT = "org.badgebridge.port..";
    private static final String SETTLE = "org.badgebridge.settle..";
    private static final String AWARD = "org.badgebridge.award..";
    private static final String INTAKE = "org.badgebridge.intake..";
    private static final String WEBHOOK = "org.badgebridge.webhook..";
    private static final String MIRROR = "org.badgebridge.mirror..";
    private static final String BATCH = "org.badgebridge.batch..";
    private static final String LISTING = "org.badgebridge.listing..";
    private static final String WATCH = "org.badgebridge.watch..";
    private static final String JOBS = "org.badgebridge.jobs..";
    private static final String ADAPTER = "org.badgebridge.adapter..";
    private static final String FUNCTION = "org.badgebridge.function..";
    private static final String LAMBDA = "com.amazonaws.services.lambda..";
    private static final String AWS = "software.amazon.awssdk..";
    private static final String JSON = "com.fasterxml.jackson..";

    @Test
    void domainDependsOnTheLanguageAlone() {
        only(DOMAIN, DOMAIN, JAVA, CRYPTO, NULLNESS);
    }

    @Test
    void portsSpeakOfTheDomain() {
        only(PORT, PORT, DOMAIN, JAVA, NULLNESS);
    }

    @Test
    void settlingAndAwardingKnowPortsButNoAdapter() {
        only(SETTLE, SETTLE, PORT, DOMAIN, JAVA, NULLNESS);
        only(AWARD, AWARD, PORT, DOMAIN, JAVA, NULLNESS);
    }

    @Test
    void findingKnowsPortsButNoAdapter() {
        only(LISTING, LISTING, PORT, DOMAIN, JAVA, NULLNESS);
    }

    @Test
    void watchingKnowsPortsButNoAdapter() {
        only(WATCH, WATCH, PORT, DOMAIN, JAVA, NULLNESS);
    }

    @Test
    void theMirrorCallsProvidersAsCarefullyAsSettlingDoes() {
        only(MIRROR, MIRROR, SETTLE, BATCH, PORT, DOMAIN, JAVA, NULLNESS);
    }

    @Test
    void jobsReadFindPushAndMirrorAsIsDoneElsewhere() {
        only(JOBS, JOBS, INTAKE, LISTING, AWARD, MIRROR, BATCH, PORT, DOMAIN, JAVA, NULLNESS);
    }

    @Test
    void intakeReadsJsonAndVerifiesSignaturesAndNoMore() {
        only(
                INTAKE,
                INTAKE,
                PORT,
                DOMAIN,
                JSON,
                "com.standardwebhooks..",
                "com.nimbusds.jose..",
                "io.cloudevents..",
                CRYPTO,
                JAVA,
                NULLNESS);
    }

    @Test
    void whatWebhooksShareKnowsNoStoreOfItsOwn() {
        only(WEBHOOK, WEBHOOK, "org.badgebridge.log..", JAVA, NULLNESS);
    }

    @Test
    void adaptersNeverReachBackToUseCases() {
        no(ADAPTER, SETTLE, AWARD, INTAKE, MIRROR, LISTING, WATCH, JOBS, FUNCTION);
    }

    @Test
    void providersKnowNothingOfAws() {
        no("org.badgebridge.adapter.credly..", AWS, "org.badgebridge.adapter.accredible..");
        no("org.badgebridge.adapter.accredible..", AWS, "org.badgebridge.adapter.credly..");
        no(
                "org.badgebridge.adapter.provider..",
                AWS,
                "org.badgebridge.adapter.credly..",
                "org.badgebridge.adapter.accredible..");
        no("org.badgebridge.adapter.jwks..", AWS);
    }

    @Test
    void coreKnowsNoLambda() {
        noClasses()
                .that()
                .resideOutsideOfPackage(FUNCTION)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(LAMBDA, FUNCTION)
                .check(DEPLOYED);
    }

    @Test
    void noFunctionKnowsAnother() {
        slices().matching("org.badgebridge.function.(*)..")
                .should()
                .notDependOnEachOther()
                .check(DEPLOYED);
    }

    @Test
    void domainPackagesStandInOneOrder() {
        slices().matching("org.badgebridge.domain.(*)..").should().beFreeOfCycles().check(DEPLOYED);
    }

    @Test
    void noTwoPackagesNeedEachOther() {
        slices().matching("org.badgebridge.(**)").should().beFreeOfCycles().check(DEPLOYED);
    }

    @Test
    void runnerAndSimulatorsKnowNothingOfBadgebridge() {
        ArchRule runner =
                classes()
                        .should()
                        .onlyDependOnClassesThat()
                        .resideOutsideOfPackages(
                                DOMAIN, PORT, SETTLE, AWARD, INTAKE, MIRROR, LISTING, WATCH, JOBS,
                                ADAPTER, FUNCTION);
        runner.check(RUNNER);
        runner.check(SIMULATORS);
    }

    private static void only(String ring, String... allowed) {
        classes()
                .that()
                .resideInAPackage(ring)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed)
                .check(DEPLOYED);
    }

    private static void no(String ring, String... forbidden) {
        noClasses()
                .that()
                .resideInAPackage(ring)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .check(DEPLOYED);
    }
}
