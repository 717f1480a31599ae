package dev.limosa.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.limosa.status.MigrationStatus;
import org.junit.jupiter.api.Test;

/** What people and logs are shown, from the same JSON that programs get. */
class StatusTextTest {

    private static final String UNKNOWN_LAG = "{\"seconds\":null,\"rows\":null,\"wal_bytes\":null,\"note\":\"n/a\"}";

    private static final String STREAMING =
            """
            {"migration":"shop","generation":1,"phase":"STREAMING",
             "reasons":[{"code":"open_rows","message":"3 rows are open (s.a: invalid)","next":"limosa open list"}],
             "unreachable":{},
             "snapshot":{"rows":20000,"estimated_rows":20000,"percent":100.0,"rows_per_second":0.0,"eta_seconds":null,
                         "done":true,"tables":[{"table":"s.a","rows":20000,"estimated_rows":20000,"read":true,"done":true}]},
             "lag":{"total":{"seconds":0.84,"rows":42,"wal_bytes":null,"note":null},
                    "capture":{"seconds":0.3,"rows":null,"wal_bytes":1258291,"note":null},
                    "transform":{"seconds":0.2,"rows":10,"wal_bytes":null,"note":null},
                    "sink":{"seconds":0.34,"rows":32,"wal_bytes":null,"note":null}},
             "in_rows_per_second":3120.4,"out_rows_per_second":3118.0,"sent_barrier":42,"proven_barrier":41,
             "open_rows":3,"open":[{"table":"s.a","stage":"sink","error":"invalid","rows":3,"since":185.0}],
             "slot":{"name":"limosa_shop","active":true,"retained_bytes":222298112,"limit_bytes":10737418240,
                     "behind_bytes":1258291,"wal_status":"reserved"},
             "stages":{},"control_owner":"db1-7-ab12",
             "replicas":[{"replica":"db1-7-ab12","host":"db1","pid":7,"version":"1","started_at":"","roles":["capture"],
                          "capture":{"state":"streaming","because":null,"rows_per_second":1.0,"snapshot_rows_per_second":0.0},
                          "transform":{"state":"running","partitions":{"t":[0,1,2]},"passed":null,"rows_per_second":1.0},
                          "sink":{"state":"running","because":null,"tasks":2,"partitions":{"t":[0]},"rows_per_second":1.0}}],
             "tables":[{"table":"s.a","open_rows":3,"lag":{"table":"s.a",
                        "total":{"seconds":12.34,"rows":null,"wal_bytes":null,"note":null},
                        "transform":{"seconds":0.2,"rows":null,"wal_bytes":null,"note":null},
                        "sink":{"seconds":12.0,"rows":null,"wal_bytes":null,"note":null}}}],
             "aligned_barriers":[],"left_out":2}
            """;

    private static final String DOWN =
            """
            {"migration":"shop","generation":1,"phase":"STALLED",
             "reasons":[{"code":"kafka_unreachable","message":"Kafka does not answer","next":null}],
             "unreachable":{"kafka":"timed out","source":"refused","target":"refused"},"snapshot":null,
             "lag":{"total":?,"capture":?,"transform":?,"sink":?},
             "in_rows_per_second":null,"out_rows_per_second":null,"sent_barrier":null,"proven_barrier":null,
             "open_rows":null,"open":[],"slot":null,"stages":{},"control_owner":null,"replicas":[],"tables":[],"aligned_barriers":[],
             "left_out":null}
            """
                    .replace("?", UNKNOWN_LAG);

    private static final String READING = STREAMING
            .replace("\"STREAMING\"", "\"SNAPSHOT\"")
            .replace(
                    "\"percent\":100.0,\"rows_per_second\":0.0,\"eta_seconds\":null",
                    "\"percent\":41.9,\"rows_per_second\":3834.0,\"eta_seconds\":3.2")
            .replace("\"done\":true,\"tables\"", "\"done\":false,\"tables\"")
            .replace(
                    "\"rows\":20000,\"estimated_rows\":20000,\"read\":true,\"done\":true",
                    "\"rows\":8200," + "\"estimated_rows\":20000,\"read\":false,\"done\":false")
            .replace("{\"rows\":20000", "{\"rows\":8200");

    @Test
    void aScreenful() throws Exception {
        assertEquals(
                """
                shop   STREAMING   generation 1   1 replica
                SNAPSHOT   1 table, 20,000 rows, done
                LAG        total 0.8 s, 42 rows   capture 0.3 s, 1.2 MB WAL   transform 0.2 s, 10 rows   sink 0.3 s, 32 rows
                           s.a  12 s (transform 0.2 s, sink 12 s)
                RATE       in 3,120 rows/s   out 3,118 rows/s
                OPEN       3 rows
                           s.a  3  sink  since 3 min 05 s  invalid
                LEFT OUT   2 things the tables were made without; limosa check names them
                BARRIER    sent 42, proven in the target 41
                SOURCE     slot limosa_shop holds 212 MB WAL (limit 10 GB), active
                REPLICAS   db1-7-ab12   capture streaming   transform running 3 partitions   sink running 1 partition   control
                WHY        3 rows are open (s.a: invalid)
                           -> limosa open list
                """,
                StatusText.screen(status(STREAMING)).replace("\r\n", "\n"));
    }

    @Test
    void aSnapshotHasItsEnd() throws Exception {
        String screen = StatusText.screen(status(READING));
        assertTrue(screen.contains("SNAPSHOT    41 %   8,200 of ~20,000 rows   3,834 rows/s   3.2 s left"), screen);
        assertTrue(screen.contains("s.a                          8,200 of ~20,000 rows"), screen);
    }

    @Test
    void whatIsNotKnownIsSaidToBeUnknown() throws Exception {
        String screen = StatusText.screen(status(DOWN));
        assertTrue(screen.contains("replicas unknown"), screen);
        assertTrue(screen.contains("SNAPSHOT   unknown (Kafka unreachable)"), screen);
        assertTrue(screen.contains("OPEN       unknown (target unreachable)"), screen);
        assertTrue(screen.contains("SOURCE     unreachable"), screen);
    }

    @Test
    void aLineHasTheSameKeysWhateverIsKnown() throws Exception {
        assertEquals(
                "phase=STREAMING snapshot_percent=100.0 lag_seconds=0.8 lag_rows=42 capture_lag_seconds=0.3"
                        + " transform_lag_seconds=0.2 sink_lag_seconds=0.3 in_rows_per_second=3120.4"
                        + " out_rows_per_second=3118.0 open_rows=3 slot_wal_bytes=222298112 replicas=1"
                        + " reasons=open_rows",
                StatusLine.of(status(STREAMING)));
        assertEquals(
                "phase=STALLED snapshot_percent=na lag_seconds=na lag_rows=na capture_lag_seconds=na"
                        + " transform_lag_seconds=na sink_lag_seconds=na in_rows_per_second=na"
                        + " out_rows_per_second=na open_rows=na slot_wal_bytes=na replicas=na"
                        + " reasons=kafka_unreachable",
                StatusLine.of(status(DOWN)));
    }

    @Test
    void exitCodesTellOutagesFromStops() throws Exception {
        assertEquals(ExitCode.OK, StatusCommand.exitCode(status(STREAMING)));
        assertEquals(ExitCode.OK, StatusCommand.exitCode(status(STREAMING.replace("STREAMING", "PAUSED"))));
        assertEquals(ExitCode.NOT_READY, StatusCommand.exitCode(status(STREAMING.replace("STREAMING", "STOPPED"))));
        assertEquals(ExitCode.FAILED, StatusCommand.exitCode(status(DOWN)));
    }

    @Test
    void waitsForTheBarrierAfterTheOneItFoundFirst() throws Exception {
        WaitFor.Condition barrier = WaitFor.BARRIER.begin();
        assertTrue(!barrier.met(status(STREAMING.replace("\"proven_barrier\":41", "\"proven_barrier\":42"))));
        assertTrue(!barrier.met(status(DOWN)));
        assertTrue(barrier.met(status(STREAMING.replace("\"proven_barrier\":41", "\"proven_barrier\":43"))));
    }

    private static MigrationStatus status(String json) throws Exception {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .readValue(json, MigrationStatus.class);
    }
}
