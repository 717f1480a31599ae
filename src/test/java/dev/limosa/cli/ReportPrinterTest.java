package dev.limosa.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.limosa.check.CheckId;
import dev.limosa.check.Finding;
import dev.limosa.check.Fix;
import dev.limosa.check.Level;
import dev.limosa.check.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportPrinterTest {

    private static final Report REPORT = new Report(
            List.of(
                    new Finding(CheckId.NM_601, Level.WARN, "", "2 views: a, b", null, List.of("a", "b")),
                    new Finding(
                            CheckId.PG_104,
                            Level.FAIL,
                            "",
                            "expected 'logical', found 'replica'",
                            new Fix("ALTER SYSTEM …", null, null, false),
                            List.of()),
                    new Finding(
                            CheckId.TB_205,
                            Level.WARN,
                            "shop.orders",
                            "large values",
                            new Fix("ALTER TABLE …", "more WAL", null, false),
                            List.of()),
                    new Finding(CheckId.PG_101, Level.OK, "", "PostgreSQL 18.6", null, List.of())),
            List.of("the topics: Kafka can't be reached"));

    @Test
    void oneLineForEachWithItsFixBelowSortedBySection() {
        assertEquals(
                """
                SOURCE        ok    PG-101 connect           PostgreSQL 18.6
                              FAIL  PG-104 wal_level         expected 'logical', found 'replica'
                                    fix: ALTER SYSTEM …
                TABLES        warn  TB-205 large values      shop.orders: large values
                                    fix: ALTER TABLE …
                                    cost: more WAL
                NOT MIGRATED  warn  NM-601 views             2 views: a, b
                not checked: the topics: Kafka can't be reached
                1 ok, 2 warnings, 1 failure, 1 not checked
                """,
                ReportPrinter.text(REPORT));
    }

    @Test
    void jsonHoldsTheSame() throws Exception {
        JsonNode json = new ObjectMapper().readTree(ReportPrinter.json("shop", REPORT));
        assertEquals("shop", json.get("migration").asText());
        assertEquals(1, json.get("failures").asInt());
        assertEquals(2, json.get("warnings").asInt());
        JsonNode failure = json.get("findings").get(1);
        assertEquals("PG-104", failure.get("id").asText());
        assertEquals("fail", failure.get("level").asText());
        assertEquals("source", failure.get("section").asText());
        assertEquals("hand", failure.get("fix_by").asText());
        assertEquals("more WAL", json.get("findings").get(2).get("fix_cost").asText());
        assertEquals(2, json.get("findings").get(3).get("names").size());
        assertEquals(1, json.get("not_checked").size());
    }

    @Test
    void codesAreOfOneForm() {
        for (CheckId id : CheckId.values()) {
            assertTrue(id.code().matches("[A-Z]{2}-\\d{3}"), id.code());
        }
    }
}
