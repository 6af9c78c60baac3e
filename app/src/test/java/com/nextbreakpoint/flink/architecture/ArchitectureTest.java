package com.nextbreakpoint.flink.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String ROOT = "com.nextbreakpoint.flink.";
    private static final Path DIAGRAM = Path.of("../docs/architecture.puml");

    private static final JavaClasses CODE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("com.nextbreakpoint.flink");

    /** What gives another answer each time, or reaches out of the process. */
    private static final DescribedPredicate<JavaAccess<?>> IMPURE =
            describe(
                    "read a clock, draw lots or ask the process",
                    access -> {
                        var owner = access.getTarget().getOwner().getName();
                        var name = access.getTarget().getName();
                        return switch (owner) {
                            case "java.lang.System" -> !name.equals("arraycopy");
                            case "java.lang.Math" -> name.equals("random");
                            case "java.util.UUID" -> name.equals("randomUUID");
                            default ->
                                    owner.startsWith("java.time.")
                                            && (name.equals("now") || name.startsWith("system"));
                        };
                    });

    @Test
    void packages_use_only_what_the_diagram_allows() throws IOException {
        classes()
                .should(
                        adhereToPlantUmlDiagram(
                                DIAGRAM.toUri().toURL(), consideringOnlyDependenciesInDiagram()))
                .check(CODE);
    }

    @Test
    void every_package_is_in_the_diagram() throws IOException {
        var drawn =
                Pattern.compile("<<(.*)>>")
                        .matcher(Files.readString(DIAGRAM))
                        .results()
                        .map(found -> found.group(1))
                        .collect(toSet());
        var there = CODE.stream().map(JavaClass::getPackageName).collect(toSet());
        assertThat(drawn).containsAll(there);
    }

    /** Nested classes belong to the file that they are in, and builders to what they build. */
    private static final SliceAssignment FILES =
            new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                    return SliceIdentifier.of(
                            type.getName().replaceFirst("(Builder)?([$].*)?$", ""));
                }

                @Override
                public String getDescription() {
                    return "files";
                }
            };

    @Test
    void no_class_knows_one_that_knows_it() {
        slices().assignedFrom(FILES).should().beFreeOfCycles().check(CODE);
    }

    @Test
    void decisions_are_pure() {
        noClasses()
                .that(resideInAnyPackage(ROOT + "core..", ROOT + "api.."))
                .should()
                .accessTargetWhere(IMPURE)
                .orShould()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "java.net..",
                                "java.nio.file..",
                                "java.util.concurrent..",
                                "java.util.logging..",
                                "org.slf4j.."))
                .orShould()
                .dependOnClassesThat(
                        describe(
                                "are threads, files or dice",
                                type ->
                                        Set.of(
                                                        "java.lang.Thread",
                                                        "java.lang.Process",
                                                        "java.lang.Runtime",
                                                        "java.io.File",
                                                        "java.util.Random")
                                                .contains(type.getName())))
                .check(CODE);
    }

    @Test
    void only_kube_talks_to_kubernetes() {
        // The kinds extend a class of the client's, which is on the class path of api only.
        noClasses()
                .that(describe("are not of kube", type -> !in(type, "kube") && !in(type, "api")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.fabric8.kubernetes.client.."))
                .check(CODE);
    }

    @Test
    void only_flink_and_the_command_line_are_http_clients() {
        // The connection to Kubernetes is by Java's own client, too, which KubeAccess sets up.
        noClasses()
                .that(
                        describe(
                                "are not of flink or cli",
                                type ->
                                        !in(type, "flink")
                                                && !in(type, "cli")
                                                && !type.getName()
                                                        .contains(".kube.client.KubeAccess")))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.net.http..", "io.helidon.webclient.."))
                .check(CODE);
    }

    @Test
    void only_the_command_line_knows_of_the_process_it_runs_in() {
        noClasses()
                .that(describe("are not of cli", type -> !in(type, "cli")))
                .should()
                .accessTargetWhere(
                        describe("environment, exit, out or err", ArchitectureTest::isOfTheProcess))
                .check(CODE);
    }

    private static boolean isOfTheProcess(JavaAccess<?> access) {
        var owner = access.getTarget().getOwner().getName();
        var name = access.getTarget().getName();
        return switch (owner) {
            case "java.lang.System" ->
                    Set.of("getenv", "getProperty", "exit", "out", "err", "in").contains(name);
            case "java.lang.Runtime" -> Set.of("exit", "halt").contains(name);
            default -> false;
        };
    }

    private static boolean in(JavaClass type, String name) {
        return (type.getPackageName() + ".").startsWith(ROOT + name + ".");
    }
}
