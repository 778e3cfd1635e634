package io.github.mlxgguf;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The walls of the house: who may import whom, and which library stays in which room. */
class ArchitectureTest {
    private static final String ROOT = "io.github.mlxgguf";

    /** What each package may import of ours, besides itself. */
    private static final Map<String, List<String>> WALLS = new TreeMap<>(Map.ofEntries(
            Map.entry("trace", List.of()),
            Map.entry("config", List.of("trace")),
            Map.entry("metric", List.of("trace")),
            Map.entry("server", List.of("trace")),
            Map.entry("prompt", List.of("trace", "config")),
            Map.entry("monitor", List.of("trace", "config")),
            Map.entry("lmstudio", List.of("trace", "config", "server")),
            Map.entry("embedded", List.of("trace", "config", "server")),
            Map.entry("record", List.of("trace", "config", "metric", "server")),
            Map.entry("plan", List.of("trace", "config", "server", "record")),
            Map.entry("doctor", List.of("trace", "config", "server", "lmstudio", "monitor", "plan", "record")),
            Map.entry(
                    "junit",
                    List.of(
                            "trace",
                            "config",
                            "server",
                            "lmstudio",
                            "embedded",
                            "monitor",
                            "metric",
                            "record",
                            "plan",
                            "prompt",
                            "doctor")),
            Map.entry("allure", List.of("trace", "metric", "record", "config")),
            Map.entry("analysis", List.of("trace", "metric", "record", "config")),
            Map.entry("report", List.of("trace", "metric", "record", "analysis", "config")),
            Map.entry("bundle", List.of("record", "analysis", "report", "config")),
            Map.entry(
                    "cli",
                    List.of(
                            "trace",
                            "config",
                            "metric",
                            "server",
                            "monitor",
                            "lmstudio",
                            "embedded",
                            "record",
                            "allure",
                            "analysis",
                            "report",
                            "bundle",
                            "plan",
                            "doctor"))));

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void everyPackageIsFoundAndHasItsWalls() {
        assertThat(MAIN.stream()
                        .map(type -> type.getPackageName()
                                .substring(ROOT.length() + 1)
                                .replaceFirst("\\..*", ""))
                        .distinct())
                .as("a rule on nothing passes; a package without a wall has none")
                .containsExactlyInAnyOrderElementsOf(WALLS.keySet());
        assertThat(MAIN.size()).isGreaterThan(100);
    }

    @Test
    void packagesImportOnlyWhatTheirWallsAllow() {
        WALLS.forEach((name, allowed) -> {
            List<String> permitted = new ArrayList<>(List.of(ROOT + "." + name + ".."));
            allowed.forEach(other -> permitted.add(ROOT + "." + other + ".."));
            classes()
                    .that()
                    .resideInAPackage(ROOT + "." + name + "..")
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage(permitted.toArray(String[]::new))
                            .or(resideOutsideOfPackages(ROOT + "..")))
                    .because("data flows one way: see docs/ARCHITECTURE.md")
                    .check(MAIN);
        });
    }

    /** What `mvn package` leaves out of the runnable jar: a command that reached it would end in a NoClassDefFoundError there. */
    @Test
    void noCommandReachesWhatTheRunnableJarLeavesOut() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".cli..")
                .should()
                .transitivelyDependOnClassesThat(resideInAnyPackage(
                        ROOT + ".junit..",
                        ROOT + ".allure..",
                        ROOT + ".embedded..",
                        "org.junit..",
                        "io.qameta..",
                        "io.netty..",
                        "de.kherud.."))
                .because(
                        "java -jar target/mlx-gguf-bench.jar has to run every command; see the shade plugin in pom.xml")
                .check(MAIN);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "okhttp3.., lmstudio",
        "okio.., lmstudio",
        "retrofit2.., lmstudio",
        "oshi.., monitor",
        "com.sun.jna.., monitor",
        "de.kherud.., embedded",
        "io.netty.., embedded",
        "freemarker.., report",
        "io.qameta.., allure",
        "org.junit.., junit",
        "org.opentest4j.., junit",
        "picocli.., cli",
        "com.networknt.., record",
    })
    void aLibraryStaysInItsRoom(String library, String room) {
        noClasses()
                .that(resideOutsideOfPackages(ROOT + "." + room + ".."))
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .because("one package can then be changed when the library changes")
                .check(MAIN);
    }

    @Test
    void theMathsUseTheJdkAndTheStatisticsLibraryOnly() {
        classes()
                .that()
                .resideInAnyPackage(ROOT + ".metric..", ROOT + ".trace..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "org.apache.commons.statistics..",
                        ROOT + ".metric..",
                        ROOT + ".trace.."))
                .check(MAIN);
    }

    @Test
    void onlyTheCommandLineUsesStandardStreams() {
        noClasses()
                .that(resideOutsideOfPackages(ROOT + ".cli..", ROOT + ".embedded.."))
                .should(ACCESS_STANDARD_STREAMS)
                .because("progress goes through the log, and the embedded processes speak to their parent by stdout")
                .check(MAIN);
    }

    @Test
    void durationsNeverComeFromTheWallClock() {
        noClasses()
                .that(resideOutsideOfPackages(ROOT + ".embedded.."))
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .because("the wall clock may be set while we measure")
                .check(MAIN);
    }

    @Test
    void extensionsAreHiddenBehindTheirAnnotations() {
        classes()
                .that()
                .implement(Extension.class)
                .should()
                .bePackagePrivate()
                .andShould()
                .haveSimpleNameEndingWith("Extension")
                .orShould()
                .haveSimpleNameEndingWith("ArgumentsProvider")
                .check(MAIN);
    }
}
