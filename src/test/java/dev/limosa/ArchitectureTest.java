package dev.limosa;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.limosa.topics.CapturePosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which package may know which, and which library. A new package is a decision: it has to be entered here. */
class ArchitectureTest {

    private static final String ROOT = "dev.limosa";
    private static final Path MAIN = Path.of("src/main/java/dev/limosa");
    private static final int LONGEST_FILE = 400;
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPath(Path.of("target/classes"));

    /** package → the packages of ours it may import. Capture, transform and sink meet in change and topics only. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("change", Set.of()),
            Map.entry("fault", Set.of()),
            Map.entry("flow", Set.of()),
            Map.entry("text", Set.of("change", "config")),
            Map.entry("config", Set.of("change")),
            Map.entry("topics", Set.of("change", "config")),
            Map.entry("jdbc", Set.of("change", "config")),
            Map.entry("capture", Set.of("change", "config", "topics", "jdbc", "fault", "flow")),
            Map.entry("transform", Set.of("change", "config", "topics", "text", "fault", "flow")),
            Map.entry("sink", Set.of("change", "config", "topics", "jdbc", "fault", "flow")),
            Map.entry("verify", Set.of("change", "config", "topics", "jdbc", "text", "transform")),
            Map.entry("generation", Set.of("change", "config", "topics", "jdbc", "text", "transform")),
            Map.entry("preview", Set.of("change", "config", "topics", "jdbc", "text", "transform", "generation")),
            Map.entry("openrow", Set.of("change", "config", "topics", "jdbc")),
            Map.entry("check", Set.of("change", "config", "topics", "jdbc", "generation")),
            Map.entry("lag", Set.of("change", "config", "topics", "jdbc")),
            Map.entry("control", Set.of("config", "jdbc", "fault")),
            Map.entry("status", Set.of("change", "config", "topics", "jdbc", "lag", "control")),
            Map.entry("admin", Set.of("config", "lag", "control", "status", "flow")),
            Map.entry(
                    "service",
                    Set.of(
                            "change",
                            "config",
                            "topics",
                            "jdbc",
                            "capture",
                            "transform",
                            "sink",
                            "verify",
                            "generation",
                            "openrow",
                            "lag",
                            "control",
                            "flow",
                            "status",
                            "admin")),
            Map.entry(
                    "cli",
                    Set.of(
                            "change", "config", "jdbc", "topics", "text", "verify", "preview", "openrow", "check",
                            "service", "control", "status", "lag")));

    /** library → the only packages of ours that may touch it. */
    private static final Map<String, Set<String>> FENCES = Map.ofEntries(
            Map.entry("io.debezium..", Set.of("capture")),
            Map.entry("org.apache.kafka.streams..", Set.of("transform")),
            Map.entry("org.apache.kafka.connect..", Set.of("capture", "sink")),
            Map.entry(
                    "java.sql..",
                    Set.of(
                            "jdbc",
                            "capture",
                            "sink",
                            "verify",
                            "generation",
                            "check",
                            "openrow",
                            "preview",
                            "lag",
                            "control",
                            "status",
                            "service")),
            Map.entry("org.postgresql..", Set.of("jdbc", "capture", "sink", "verify", "preview")),
            Map.entry("org.apache.lucene..", Set.of("text")),
            Map.entry("com.ibm.icu..", Set.of("text")),
            Map.entry("com.hankcs..", Set.of("text")),
            Map.entry("com.google.re2j..", Set.of("text")),
            Map.entry("opennlp..", Set.of("text")),
            Map.entry("io.micrometer..", Set.of("admin")),
            Map.entry("com.sun.net.httpserver..", Set.of("admin")),
            Map.entry("picocli..", Set.of("cli")));

    private static final DescribedPredicate<JavaCall<?>> MAKES_A_KAFKA_CLIENT = describe(
            "makes a Kafka client",
            call -> Set.of("<init>", "create").contains(call.getName())
                    && Stream.of(Consumer.class, Producer.class, Admin.class)
                            .anyMatch(call.getTargetOwner()::isAssignableTo));

    @TestFactory
    Stream<DynamicTest> packagesImportOnlyWhatTheTableAllows() {
        return MAY_IMPORT.entrySet().stream()
                .map(row -> dynamicTest(row.getKey(), () -> {
                    String[] allowed = Stream.concat(Stream.of(row.getKey()), row.getValue().stream())
                            .map(ArchitectureTest::inside)
                            .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideInAPackage(inside(row.getKey()))
                            .should()
                            .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(allowed))))
                            .check(CLASSES);
                }));
    }

    @TestFactory
    Stream<DynamicTest> librariesStayBehindTheirFence() {
        return FENCES.entrySet().stream()
                .map(fence -> dynamicTest(fence.getKey(), () -> {
                    String[] allowed = fence.getValue().stream()
                            .map(ArchitectureTest::inside)
                            .toArray(String[]::new);
                    noClasses()
                            .that(not(resideInAnyPackage(allowed)))
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(fence.getKey())
                            .check(CLASSES);
                }));
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheCliPrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("cli"))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    @Test
    void nothingDependsOnTheWallClockOfThisMachine() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(CLASSES);
    }

    @Test
    void kafkasClientsAreMadeInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("topics"))
                .and(not(name(ROOT + ".transform.StreamClients")))
                .and(not(name(ROOT + ".transform.PatientConsumer")))
                .should()
                .callCodeUnitWhere(MAKES_A_KAFKA_CLIENT)
                .check(CLASSES);
    }

    @Test
    void onlyCaptureKnowsAPlaceInTheSourcesStream() {
        noClasses()
                .that()
                .resideOutsideOfPackages(inside("capture"), inside("topics"))
                .should()
                .callMethod(CapturePosition.class, "slotLsn")
                .orShould()
                .callMethod(CapturePosition.class, "transactionId")
                .orShould()
                .callMethod(CapturePosition.class, "published")
                .check(CLASSES);
    }

    @Test
    void theTableNamesEveryPackage() throws IOException {
        try (Stream<Path> folders = Files.list(MAIN)) {
            assertEquals(
                    new TreeSet<>(MAY_IMPORT.keySet()),
                    new TreeSet<>(folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .toList()));
        }
    }

    @Test
    void noFileIsTooLong() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> lines(file) > LONGEST_FILE)
                            .toList(),
                    "something hides in these");
        }
    }

    private static String inside(String name) {
        return ROOT + "." + name + "..";
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
