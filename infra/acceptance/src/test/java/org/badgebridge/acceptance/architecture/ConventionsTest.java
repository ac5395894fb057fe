package org.badgebridge.acceptance.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.acceptance.architecture.SystemClasses.DEPLOYED;
import static org.badgebridge.acceptance.architecture.SystemClasses.RUNNER;
import static org.badgebridge.acceptance.architecture.SystemClasses.SIMULATORS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;

import org.junit.jupiter.api.Test;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Random;
import java.util.Set;

/// How the code is written, wherever it stands.
final class ConventionsTest {

    /// Where a function takes its clock, its ids and its output from the machine.
    private static final DescribedPredicate<JavaClass> COMPOSITION =
            describe(
                    "handlers",
                    type ->
                            type.getPackageName().startsWith("org.badgebridge.function.")
                                    && outermost(type).getSimpleName().endsWith("Handler"));

    private static final DescribedPredicate<JavaClass> LOG =
            describe("the log", type -> type.getPackageName().equals("org.badgebridge.log"));

    private static final DescribedPredicate<CodeUnitCallTarget> CLOCK_OF_THE_MACHINE =
            describe(
                    "reads the machine's clock",
                    call ->
                            (call.getOwner().getPackageName().equals("java.time")
                                            && call.getName().equals("now")
                                            && call.getRawParameterTypes().isEmpty())
                                    || (call.getOwner().isEquivalentTo(Clock.class)
                                            && Set.of("systemUTC", "systemDefaultZone", "system")
                                                    .contains(call.getName()))
                                    || (call.getOwner().isEquivalentTo(System.class)
                                            && call.getName().equals("currentTimeMillis"))
                                    || (call.getOwner().getName().equals("java.util.Date")
                                            && call.getName().equals("<init>")
                                            && call.getRawParameterTypes().isEmpty()));

    private static final DescribedPredicate<CodeUnitCallTarget> CHANCE =
            describe(
                    "makes its own random values",
                    call ->
                            call.getName().equals("randomUUID")
                                    || (call.getOwner().isEquivalentTo(Math.class)
                                            && call.getName().equals("random"))
                                    || (call.getName().equals("<init>")
                                            && (call.getOwner().isEquivalentTo(Random.class)
                                                    || call.getOwner()
                                                            .isEquivalentTo(SecureRandom.class)))
                                    || call.getOwner()
                                            .getName()
                                            .equals("java.util.concurrent.ThreadLocalRandom"));

    private static final DescribedPredicate<CodeUnitCallTarget> SLEEP =
            describe(
                    "sleeps",
                    call ->
                            call.getName().equals("sleep")
                                    && call.getOwner().getPackageName().startsWith("java."));

    @Test
    void namesSayWhatAThingIs() {
        for (JavaClasses code : Set.of(DEPLOYED, RUNNER, SIMULATORS)) {
            classes()
                    .should()
                    .haveNameNotMatching(
                            ".*\\.(Abstract[A-Z]\\w*|\\w*(Util|Utils|Manager|Impl|Helper))")
                    .check(code);
        }
    }

    @Test
    void clockIsInjected() {
        noClasses()
                .that(DescribedPredicate.not(COMPOSITION))
                .should()
                .callCodeUnitWhere(target(CLOCK_OF_THE_MACHINE))
                .check(DEPLOYED);
    }

    @Test
    void chanceIsInjected() {
        noClasses()
                .that(DescribedPredicate.not(COMPOSITION))
                .should()
                .callCodeUnitWhere(target(CHANCE))
                .check(DEPLOYED);
    }

    /// A provider's pace, and DynamoDB asking for patience in the middle of a read.
    @Test
    void nobodySleepsButToKeepAPaceAskedFor() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.badgebridge.settle.Pacer")
                .and()
                .doNotHaveFullyQualifiedName("org.badgebridge.adapter.dynamodb.BatchRead")
                .should()
                .callCodeUnitWhere(target(SLEEP))
                .check(DEPLOYED);
    }

    @Test
    void onlyTheLogWritesToStandardOutput() {
        noClasses()
                .that(DescribedPredicate.not(COMPOSITION).and(DescribedPredicate.not(LOG)))
                .should(ACCESS_STANDARD_STREAMS)
                .check(DEPLOYED);
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(DEPLOYED);
    }

    @Test
    void exceptionsSayWhatWentWrongByTheirType() {
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(DEPLOYED);
    }

    @Test
    void collaboratorsComeByConstructor() {
        NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(DEPLOYED);
        fields().that().areNotStatic().should().notBePublic().check(DEPLOYED);
    }

    @Test
    void everyPackageIsNullMarked() {
        for (JavaClasses code : Set.of(DEPLOYED, RUNNER, SIMULATORS)) {
            assertThat(packages(code))
                    .isNotEmpty()
                    .allSatisfy(each ->
                            assertThat(each.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                                    .as(each.getName())
                                    .isTrue());
        }
    }

    private static Set<JavaPackage> packages(JavaClasses code) {
        return Set.copyOf(code.stream().map(JavaClass::getPackage).toList());
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass result = type;
        while (result.getEnclosingClass().isPresent()) {
            result = result.getEnclosingClass().get();
        }
        return result;
    }
}
