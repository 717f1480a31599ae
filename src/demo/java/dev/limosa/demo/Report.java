package dev.limosa.demo;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.limosa.verify.ComparisonResult;
import dev.limosa.verify.RowDifference;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run of the demo has shown.
 *
 * @param snapshotRows rows the tables had when they were loaded
 * @param changesDuringSnapshot changes made between the creation of the slot and the end of the snapshot
 * @param barriersSent the number of the barrier that was waited for; {@code barriersApplied} as many of these as all
 *     partitions of the target have
 * @param snapshotSeconds from the creation of the slot until every partition's snapshot is in the target
 */
record Report(
        long snapshotRows,
        long changes,
        long changesDuringSnapshot,
        List<ComparisonResult> tables,
        AuditComparison.Result audit,
        long openRows,
        long deadLetters,
        long barriersSent,
        long barriersApplied,
        double snapshotSeconds,
        double lagP50,
        double lagP99,
        String sourceUrl,
        String targetUrl) {

    boolean agrees() {
        return different() == 0
                && audit.lost() == 0
                && audit.duplicated() == 0
                && openRows == 0
                && barriersApplied == barriersSent;
    }

    private long rowsSource() {
        return tables.stream().mapToLong(ComparisonResult::sourceRows).sum();
    }

    private long rowsTarget() {
        return tables.stream().mapToLong(ComparisonResult::targetRows).sum();
    }

    private long different() {
        return tables.stream().mapToLong(ComparisonResult::different).sum();
    }

    void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValue(file.toFile(), fields());
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("snapshot_rows", snapshotRows);
        fields.put("changes", changes);
        fields.put("changes_during_snapshot", changesDuringSnapshot);
        fields.put("rows_source", rowsSource());
        fields.put("rows_target", rowsTarget());
        fields.put("different", different());
        fields.put("lost", audit.lost());
        fields.put("duplicated", audit.duplicated());
        fields.put("open_rows", openRows);
        fields.put("dlq", deadLetters);
        fields.put("barriers_sent", barriersSent);
        fields.put("barriers_applied", barriersApplied);
        fields.put("snapshot_seconds", rounded(snapshotSeconds));
        Map<String, Object> lag = new LinkedHashMap<>();
        lag.put("p50", rounded(lagP50));
        lag.put("p99", rounded(lagP99));
        fields.put("end_to_end_lag_seconds", lag);
        fields.put("source_url", sourceUrl);
        fields.put("target_url", targetUrl);
        return fields;
    }

    /** No barrier seen is no lag known: null, not a number. */
    private static @org.jspecify.annotations.Nullable Double rounded(double seconds) {
        return Double.isNaN(seconds) ? null : Math.round(seconds * 1000) / 1000.0;
    }

    void print(PrintStream out) {
        out.println();
        out.printf(
                Locale.ROOT,
                "%-22s %10s %10s %8s %6s %8s%n",
                "table",
                "source",
                "target",
                "missing",
                "extra",
                "unequal");
        for (ComparisonResult table : tables) {
            out.printf(
                    Locale.ROOT,
                    "%-22s %,10d %,10d %,8d %,6d %,8d%n",
                    table.target(),
                    table.sourceRows(),
                    table.targetRows(),
                    table.missing(),
                    table.extra(),
                    table.unequal());
        }
        out.println();
        line(out, "snapshot", "%,d rows in %.1f s", snapshotRows, snapshotSeconds);
        line(out, "changes", "%,d, %,d of them during the snapshot", changes, changesDuringSnapshot);
        line(out, "lost / duplicated", "%,d / %,d", audit.lost(), audit.duplicated());
        line(out, "open rows / dlq", "%,d / %,d", openRows, deadLetters);
        line(out, "barriers", "%,d sent, %,d applied", barriersSent, barriersApplied);
        line(out, "lag, end to end", "%.3f s (p50), %.3f s (p99)", lagP50, lagP99);
        tables.forEach(table -> table.examples().forEach(example -> print(out, table, example)));
        out.println();
        out.println(agrees() ? "Source and target agree." : "Source and target do NOT agree.");
    }

    private static void line(PrintStream out, String name, String format, Object... values) {
        out.printf("%-22s %s%n", name, String.format(Locale.ROOT, format, values));
    }

    private static void print(PrintStream out, ComparisonResult table, RowDifference difference) {
        line(
                out,
                difference.kind().name().toLowerCase(Locale.ROOT),
                "%s (%s) %s",
                table.target(),
                difference.key(),
                difference.columns());
    }
}
