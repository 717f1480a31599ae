package dev.limosa.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** {@code target/bench.json}: CPU in microseconds a row or in seconds, memory in bytes, times in milliseconds. */
final class JsonReport {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonReport() {}

    static void write(Path file, Measurements found, Map<String, Object> settings) throws IOException {
        JSON.writeValue(file.toFile(), document(found, settings));
    }

    private static Map<String, Object> document(Measurements found, Map<String, Object> settings) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("snapshot_cpu_us_per_row", rounded(found.snapshot().cpuMicrosPerRow()));
        json.put("changes_cpu_us_per_row", rounded(found.changes().cpuMicrosPerRow()));
        json.put("copy_cpu_us_per_row", rounded(found.copy().cpuMicrosPerRow()));
        json.put("snapshot_rows_per_second", rounded(found.snapshot().rowsPerSecond()));
        json.put("changes_rows_per_second", rounded(found.changes().rowsPerSecond()));
        json.put("latency_p50_ms", rounded(found.latency().p50()));
        json.put("latency_p99_ms", rounded(found.latency().p99()));
        json.put("peak_memory_bytes", found.memory().peak());
        json.put("cpu_by_process", byPhase(found, JsonReport::cpu));
        json.put("other_load_cpu_seconds", byPhase(found, phase -> rounded(phase.otherLoad())));
        json.put("stolen_cpu_seconds", byPhase(found, phase -> rounded(phase.stolen())));
        json.put("lz4_ratio", rounded(found.lz4Ratio()));
        json.put("rows", found.snapshot().rows());
        json.put("changes", found.changes().rows());
        json.put("settings", settings);
        json.put("floors", found.floors());
        json.put("latency_ms", found.latency());
        json.put("peak_memory_by_process", found.memory().peakByProcess());
        json.put("phases", byPhase(found, JsonReport::times));
        json.put("rows_compared", found.rowsCompared());
        return json;
    }

    private static Map<String, Object> byPhase(Measurements found, Function<Phase, Object> value) {
        Map<String, Object> json = new LinkedHashMap<>();
        found.phases().forEach(phase -> json.put(phase.name(), value.apply(phase)));
        return json;
    }

    private static Map<String, Object> cpu(Phase phase) {
        Map<String, Object> json = new LinkedHashMap<>();
        phase.cpuSeconds().forEach((process, seconds) -> json.put(process, rounded(seconds)));
        json.put("driver", rounded(phase.driver()));
        return json;
    }

    private static Map<String, Object> times(Phase phase) {
        return Map.of("from", phase.from().toString(), "to", phase.to().toString(), "seconds", phase.seconds());
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
