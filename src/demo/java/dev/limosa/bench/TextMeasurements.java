package dev.limosa.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a chain costs alone and in the whole path: {@code target/bench-text.json}. CPU in microseconds. */
record TextMeasurements(ChainPhase.Found chain, Measurements path) {

    private static final double RATIO = 1.18;
    private static final double SPEEDUP = 1.8;
    /** What Flink SQL CDC with a SmartChinese function used for the same documents. */
    private static final double SNAPSHOT_MICROS = 305;

    private static final double CHANGE_MICROS = 339;
    private static final double HUNDRED_MILLION = 1e8;

    void write(Path file) throws IOException {
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), document());
    }

    /** Hours of wall time, if all of them went as the snapshot did. */
    private double hoursPerHundredMillion() {
        return HUNDRED_MILLION / path.snapshot().rowsPerSecond() / 3600;
    }

    /** Hours of wall time, if this machine did nothing else. */
    private double hoursOfCpu() {
        int processors = Runtime.getRuntime().availableProcessors();
        return HUNDRED_MILLION * path.snapshot().cpuMicrosPerRow() / 1e6 / processors / 3600;
    }

    private Map<String, Object> document() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("chain", chain.chain().name().toLowerCase(Locale.ROOT));
        json.put("us_per_text", rounded(chain.micros()));
        json.put("bare_us_per_text", rounded(chain.bareMicros()));
        json.put("ratio", rounded(chain.ratio()));
        json.put("speedup_2_threads", rounded(chain.twoThreads()));
        json.put("tokens_per_text", rounded(chain.tokens()));
        json.put("snapshot_cpu_us_per_row", rounded(path.snapshot().cpuMicrosPerRow()));
        json.put("changes_cpu_us_per_row", rounded(path.changes().cpuMicrosPerRow()));
        json.put("rows", path.snapshot().rows());
        json.put("snapshot_seconds", rounded(path.snapshot().seconds()));
        json.put("hours_per_100_million", rounded(hoursPerHundredMillion()));
        json.put("hours_per_100_million_by_cpu", rounded(hoursOfCpu()));
        json.put("other_load_cpu_seconds", rounded(path.snapshot().otherLoad()));
        json.put("floors", floors());
        return json;
    }

    private List<Floor> floors() {
        return List.of(
                Floor.atMost("ratio", RATIO, chain.ratio()),
                Floor.atLeast("speedup_2_threads", SPEEDUP, chain.twoThreads()),
                Floor.atMost(
                        "snapshot_cpu_us_per_row",
                        SNAPSHOT_MICROS,
                        path.snapshot().cpuMicrosPerRow()),
                Floor.atMost(
                        "changes_cpu_us_per_row", CHANGE_MICROS, path.changes().cpuMicrosPerRow()));
    }

    /** The same for a person. */
    String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%nchain %s   %.1f us a text, its library alone %.1f (%.2f times); two threads %.2f times one%n"
                        + "100 million texts   %.1f hours as the snapshot went, %.1f by its CPU time%n",
                chain.chain(),
                chain.micros(),
                chain.bareMicros(),
                chain.ratio(),
                chain.twoThreads(),
                hoursPerHundredMillion(),
                hoursOfCpu()));
        floors().forEach(floor -> text.append(floor.line()));
        return text.append(System.lineSeparator()).toString();
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
