package io.ringfence.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.ringfence.directory.Directory;
import org.apache.kafka.streams.processor.StateStore;

/** The borders that keep the rules pure, the stores safe and the API replaceable. */
@AnalyzeClasses(packages = "io.ringfence", importOptions = ImportOption.DoNotIncludeTests.class)
class BordersTest {
    @ArchTest
    static final ArchRule rulesImportNothingButTheJdk = classes()
            .that()
            .resideInAPackage("io.ringfence.domain..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("io.ringfence.domain..", "java.."));

    /** A store that can be written is a StateStore; its read-only views are not. */
    @ArchTest
    static final ArchRule nothingButTheTopologiesWritesAStore = noClasses()
            .that()
            .resideOutsideOfPackages("io.ringfence.topology..", "io.ringfence.history..", "io.ringfence.directory..")
            .should()
            .dependOnClassesThat(describe(
                    "are stores that can be written", (JavaClass type) -> type.isAssignableTo(StateStore.class)));

    @ArchTest
    static final ArchRule apiReachesStoresOnlyThroughQuery = noClasses()
            .that()
            .resideInAPackage("io.ringfence.api..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "org.apache.kafka..",
                    "io.ringfence.topology..",
                    "io.ringfence.global..",
                    "io.ringfence.history..",
                    "io.ringfence.avro..",
                    "io.ringfence.ops.."));

    @ArchTest
    static final ArchRule apiKnowsTheDirectoryByWhatItTells = noClasses()
            .that()
            .resideInAPackage("io.ringfence.api..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.ringfence.directory..").and(not(equivalentTo(Directory.class))));

    @ArchTest
    static final ArchRule whatGlobalStoresHoldIsTheirUsers = noClasses()
            .that()
            .resideInAPackage("io.ringfence.global..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "io.ringfence.history..",
                    "io.ringfence.directory..",
                    "io.ringfence.domain..",
                    "io.ringfence.avro.."));

    /** It decides nothing: what decides cannot ask it. */
    @ArchTest
    static final ArchRule nothingIsDecidedByTheDirectory = noClasses()
            .that()
            .resideInAnyPackage("io.ringfence.topology..", "io.ringfence.query..", "io.ringfence.history..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.ringfence.directory.."));

    /** It hears of everything and decides nothing; what it hears of need not know how it counts. */
    @ArchTest
    static final ArchRule onlyWhoStartsTheWorkerKnowsTheMetrics = noClasses()
            .that()
            .resideOutsideOfPackages("io.ringfence.metrics..", "io.ringfence.ops..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.ringfence.metrics..", "io.micrometer.."));

    @ArchTest
    static final ArchRule metricsAskNoStore = noClasses()
            .that()
            .resideInAPackage("io.ringfence.metrics..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "io.ringfence.query..",
                    "io.ringfence.ops..",
                    "io.ringfence.avro..",
                    "org.apache.kafka.streams.state.."));

    @ArchTest
    static final ArchRule pageAsksTheApi = noClasses()
            .that()
            .resideInAPackage("io.ringfence.page..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "org.apache.kafka..",
                    "io.ringfence.topology..",
                    "io.ringfence.history..",
                    "io.ringfence.avro..",
                    "io.ringfence.intake..",
                    "io.ringfence.ops.."));

    @ArchTest
    static final ArchRule apiDoesNotKnowThePage = noClasses()
            .that()
            .resideOutsideOfPackage("io.ringfence.page..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.ringfence.page.."));

    /** It is made of what others are, and nobody needs it for that. */
    @ArchTest
    static final ArchRule nobodyKnowsItsDescription = noClasses()
            .that()
            .resideOutsideOfPackage("io.ringfence.description..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.ringfence.description.."));

    @ArchTest
    static final ArchRule intakeReadsNothing = noClasses()
            .that()
            .resideInAPackage("io.ringfence.intake..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("io.ringfence.query..", "io.ringfence.ops..", "org.apache.kafka.streams.."));

    /** It is carried past what decides. */
    @ArchTest
    static final ArchRule traceKnowsNothingOfWhatItBelongsTo = noClasses()
            .that()
            .resideInAPackage("io.ringfence.trace..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.ringfence..").and(not(resideInAPackage("io.ringfence.trace.."))));

    @ArchTest
    static final ArchRule generatedClassesStayBehindTheMapping = noClasses()
            .that()
            .resideInAnyPackage("io.ringfence.topology..", "io.ringfence.query..", "io.ringfence.api..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.ringfence.avro")
                    .and(describe(
                            "are generated from a schema",
                            (JavaClass type) -> type.isAnnotatedWith("org.apache.avro.specific.AvroGenerated"))));

    @ArchTest
    static final ArchRule workerDoesNotKnowWhatItIsEmbeddedIn = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.ringfence.domain..",
                    "io.ringfence.trace..",
                    "io.ringfence.avro..",
                    "io.ringfence.topology..",
                    "io.ringfence.global..",
                    "io.ringfence.history..",
                    "io.ringfence.directory..",
                    "io.ringfence.query..",
                    "io.ringfence.intake..",
                    "io.ringfence.api..",
                    "io.ringfence.page..",
                    "io.ringfence.metrics..",
                    "io.ringfence.description..",
                    "io.ringfence.ops..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.ringfence.embedded..", "io.ringfence.console.."));
}
