package dev.limosa.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Flight Recorder recording of the service, if one was asked for. */
final class Recording {

    private static final Path FILE = Path.of("target", "bench-service.jfr");

    private Recording() {}

    /** The service's JVM options, with those that begin the recording. */
    static List<String> jvmOptions(BenchOptions options) {
        List<String> jvm = new ArrayList<>(options.serviceJvm());
        if (options.profile) {
            jvm.add("-XX:StartFlightRecording=name=bench,settings=profile");
            jvm.add("-XX:+UnlockDiagnosticVMOptions");
            jvm.add("-XX:+DebugNonSafepoints");
        }
        return jvm;
    }

    /** Has it written out while the service still runs: one that is stopped ends without waiting for the recorder. */
    static void write(BenchOptions options, ChildJvm service) throws IOException, InterruptedException {
        if (!options.profile) {
            return;
        }
        int exitCode = new ProcessBuilder(
                        ChildJvm.javaTool("jcmd"),
                        Long.toString(service.pid()),
                        "JFR.dump",
                        "name=bench",
                        "filename=" + FILE.toAbsolutePath())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IllegalStateException("cannot write '" + FILE + "': jcmd ended with exit code " + exitCode);
        }
    }
}
