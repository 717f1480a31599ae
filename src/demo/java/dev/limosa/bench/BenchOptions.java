package dev.limosa.bench;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code -Dbench.args="…"} may hold. */
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Measures the whole path; needs Linux's /proc.")
final class BenchOptions {

    /**
     * A broker runs for months: what compiling it to the last costs in its first minute is no part of a row's price.
     */
    private static final String BROKER_JVM = "-Xmx1g -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    @Option(names = "--rows", description = "rows of the snapshot (default: ${DEFAULT-VALUE})")
    int rows = 500_000;

    @Option(names = "--changes", description = "changes while capture runs (default: ${DEFAULT-VALUE})")
    int changes = 200_000;

    @Option(names = "--rate", description = "changes a second in the latency phase (default: ${DEFAULT-VALUE})")
    int rate = 500;

    @Option(names = "--seconds", description = "how long the latency phase lasts (default: ${DEFAULT-VALUE})")
    int seconds = 30;

    @Option(names = "--full-identity", description = "set REPLICA IDENTITY FULL on the source table")
    boolean fullIdentity;

    @Option(names = "--profile", description = "record the service with JFR to target/bench-service.jfr")
    boolean profile;

    @Option(names = "--assert-floors", description = "exit 1 if a floor is missed")
    boolean assertFloors;

    @Option(names = "--service-opts", description = "the service's JVM options (default: those of bin/limosa)")
    String serviceOptions = Launcher.jvmOptions();

    @Option(names = "--broker-opts", description = "the broker's JVM options (default: ${DEFAULT-VALUE})")
    String brokerOptions = BROKER_JVM;

    @Option(
            names = "--text",
            defaultValue = "${sys:bench.text}",
            description = "make tokens of the body by this chain, and measure it alone: zh, en, icu or smartcn")
    @Nullable
    String text;

    @Option(names = "--kill", description = "kill the service with SIGKILL once in the snapshot, and start it again")
    boolean kill;

    @Option(
            names = "--with",
            paramLabel = "YAML",
            description = "a line to add to migration.yaml; without, the product's defaults are measured")
    List<String> configuration = List.of();

    /** @throws CommandLine.ParameterException saying what is wrong */
    void check(CommandLine commandLine) {
        try {
            chain();
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(
                    commandLine, "cannot measure chain '" + text + "': expected zh, en, icu or smartcn", e);
        }
        if (rows < 1000 || changes < 50 || rate < 5 || seconds <= LatencyPhase.WARM_UP_SECONDS) {
            throw new CommandLine.ParameterException(
                    commandLine,
                    "cannot measure so little: expected --rows >= 1000, --changes >= 50, --rate >= 5 and --seconds > "
                            + LatencyPhase.WARM_UP_SECONDS);
        }
    }

    /** The chain to measure, if any: the build hands over an empty name where none is given. */
    @Nullable
    TextChain chain() {
        return text == null || text.isEmpty() ? null : TextChain.valueOf(text.toUpperCase(Locale.ROOT));
    }

    List<String> serviceJvm() {
        return words(serviceOptions);
    }

    List<String> brokerJvm() {
        return words(brokerOptions);
    }

    private static List<String> words(String options) {
        return List.of(options.strip().split("\\s+"));
    }
}
