package dev.limosa.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.limosa.change.TableId;
import dev.limosa.verify.ComparisonResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @Test
    void writesTheFiguresAsJson(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("new/report.json");
        report(1, 2, 3, 4, 5, 0, 9).write(file);
        assertEquals(
                JsonMapper.builder()
                        .build()
                        .readTree(
                                """
                {"snapshot_rows": 100, "changes": 50, "changes_during_snapshot": 20, "rows_source": 10,
                 "rows_target": 9, "different": 6, "lost": 4, "duplicated": 5, "open_rows": 0, "dlq": 7,
                 "barriers_sent": 9, "barriers_applied": 9, "snapshot_seconds": 1.5,
                 "end_to_end_lag_seconds": {"p50": 0.1, "p99": null}, "source_url": "a", "target_url": "b"}
                """),
                JsonMapper.builder().build().readTree(Files.readString(file)));
    }

    @Test
    void agreesOnlyIfNothingAtAllIsWrong() {
        assertTrue(report(0, 0, 0, 0, 0, 0, 9).agrees());
        assertFalse(report(1, 0, 0, 0, 0, 0, 9).agrees(), "missing");
        assertFalse(report(0, 1, 0, 0, 0, 0, 9).agrees(), "extra");
        assertFalse(report(0, 0, 1, 0, 0, 0, 9).agrees(), "unequal");
        assertFalse(report(0, 0, 0, 1, 0, 0, 9).agrees(), "lost");
        assertFalse(report(0, 0, 0, 0, 1, 0, 9).agrees(), "duplicated");
        assertFalse(report(0, 0, 0, 0, 0, 1, 9).agrees(), "open");
        assertFalse(report(0, 0, 0, 0, 0, 0, 8).agrees(), "a barrier that was not applied");
    }

    private static Report report(
            long missing, long extra, long unequal, long lost, long duplicated, long open, long applied) {
        TableId table = new TableId("s", "t");
        ComparisonResult result = new ComparisonResult(table, table, 10, 0, 9, missing, extra, unequal, List.of());
        return new Report(
                100,
                50,
                20,
                List.of(result),
                new AuditComparison.Result(lost, duplicated),
                open,
                7,
                9,
                applied,
                1.5,
                0.1,
                Double.NaN,
                "a",
                "b");
    }
}
