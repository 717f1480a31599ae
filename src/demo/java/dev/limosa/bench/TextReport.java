package dev.limosa.bench;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The same for a person. */
final class TextReport {

    private TextReport() {}

    static String of(Measurements found) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%n%-10s %9s %8s %9s %9s %11s %8s   %s",
                "phase",
                "rows",
                "wall s",
                "rows/s",
                "us/row",
                "other CPU-s",
                "stolen",
                "CPU-s");
        found.phases().forEach(phase -> phase(text, phase));
        line(
                text,
                "%nlatency    p50 %.1f  p90 %.1f  p99 %.1f  max %.1f ms",
                found.latency().p50(),
                found.latency().p90(),
                found.latency().p99(),
                found.latency().max());
        line(
                text,
                "memory     peak %.2f GB (%s)",
                found.memory().peak() / 1e9,
                megabytes(found.memory().peakByProcess()));
        line(text, "history    %.2f times smaller by lz4", found.lz4Ratio());
        line(text, "equal      %,d rows on both sides%n", found.rowsCompared());
        found.floors().forEach(floor -> text.append(floor.line()));
        return text.toString();
    }

    private static void phase(StringBuilder text, Phase phase) {
        String split = phase.cpuSeconds().entrySet().stream()
                .map(cpu -> String.format(Locale.ROOT, "%s %.1f", cpu.getKey(), cpu.getValue()))
                .collect(Collectors.joining(", "));
        line(
                text,
                "%-10s %,9d %8.1f %,9.0f %9.1f %11.1f %8.1f   %s (driver %.1f)",
                phase.name(),
                phase.rows(),
                phase.seconds(),
                phase.rowsPerSecond(),
                phase.cpuMicrosPerRow(),
                phase.otherLoad(),
                phase.stolen(),
                split,
                phase.driver());
    }

    private static String megabytes(Map<String, Long> bytes) {
        return bytes.entrySet().stream()
                .map(process -> process.getKey() + " " + process.getValue() / 1_000_000 + " MB")
                .collect(Collectors.joining(", "));
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
