package dev.limosa.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The service's classes as the JVM has them in memory once they are loaded and verified, kept in a file: a start maps
 * that instead of doing the work again, which is a quarter of its CPU. The JVM takes no archive of other jars or of
 * another JVM, and starts without.
 */
final class ClassArchive {

    private static final String NAME = "service.jsa";

    private ClassArchive() {}

    /**
     * @param classes the service's own; an archive of them lies beside
     * @param jvmOptions the other options of the JVM
     */
    static List<String> options(Path classes, List<String> jvmOptions) {
        // Java 17 dies of the two together; the launcher (bin/limosa) says why.
        if (jvmOptions.stream().anyMatch(option -> option.startsWith("-XX:StartFlightRecording"))) {
            return List.of();
        }
        Path archive = classes.resolveSibling(NAME);
        // Classes of folders are never archived. The log options keep an archive that does not fit from being told of.
        return classes.toString().endsWith(".jar") && Files.exists(archive)
                ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
                : List.of();
    }

    /** Has a service that ends of itself write the archive, in place of one of another build. */
    static Map<String, String> writing(Path archive) throws IOException {
        Files.deleteIfExists(archive);
        return Map.of("JDK_JAVA_OPTIONS", "-XX:ArchiveClassesAtExit=\"" + archive.toAbsolutePath() + "\"");
    }
}
