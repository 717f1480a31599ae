package dev.limosa.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limosa.jdbc.SourceSignals;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the change stream does not tell: capture ends, says what to do, and does it. */
class SourceDdlIT extends CaptureRig {

    /** Capture went on, and nothing came any more. */
    @Test
    void aTableSwappedByRenamesEndsCaptureUntilItIsReadAnew() throws Exception {
        insert(1, 20);
        startCapture();
        awaitBarrier();
        execute("CREATE TABLE public.\"Docs new\" (LIKE public.\"Docs é\" INCLUDING ALL)");
        execute("BEGIN; ALTER TABLE public.\"Docs é\" RENAME TO \"Docs old\";"
                + " ALTER TABLE public.\"Docs new\" RENAME TO \"Docs é\"; COMMIT");
        insert(21, 30);
        awaitFailure("relation ", "found [relation ", "limosa table resnapshot 'public.Docs é' --yes");
        stopCapture();

        execute("ALTER PUBLICATION " + config.capture().publication() + " DROP TABLE public.\"Docs old\"");
        execute("ALTER PUBLICATION " + config.capture().publication() + " ADD TABLE public.\"Docs é\"");
        execute("DROP TABLE public.\"Docs old\"");
        insert(31, 40);
        startCapture();
        awaitFailure("changes of it were missed", "limosa table resnapshot 'public.Docs é' --yes");
        readAnew();
    }

    /** It was put back before anyone looked again, and what was written meanwhile was missing for ever. */
    @Test
    void aTableOutOfThePublicationForAWhileIsReadAnew() throws Exception {
        insert(1, 20);
        startCapture();
        awaitBarrier();
        execute("ALTER PUBLICATION " + config.capture().publication() + " DROP TABLE public.\"Docs é\"");
        insert(21, 30);
        awaitFailure("expected [published for insert, update, delete, truncate, by its root], found []");
        stopCapture();
        execute("ALTER PUBLICATION " + config.capture().publication() + " ADD TABLE public.\"Docs é\"");
        readAnew();
    }

    /** "flag":false was in history for 'yes'. */
    @Test
    void aColumnOfAnotherTypeEndsCapture() throws Exception {
        insert(1, 20);
        startCapture();
        awaitBarrier();
        Map<String, String> before = HistoryReplay.read(config, DOCS).rows();
        execute("BEGIN; ALTER TABLE public.\"Docs é\" ALTER COLUMN flag TYPE text USING 'yes';"
                + " UPDATE public.\"Docs é\" SET price = 7; COMMIT");
        awaitFailure("expected column 'flag' of type 16 (pg_type.oid), found type 25");
        assertEquals(before, HistoryReplay.read(config, DOCS).rows());
    }

    @Test
    void aColumnOfAnotherTypeEndsCaptureBeforeAnyRowComes() throws Exception {
        insert(1, 20);
        startCapture();
        awaitBarrier();
        execute("ALTER TABLE public.\"Docs é\" ALTER COLUMN flag TYPE text USING 'yes'");
        awaitFailure("flag of type bool (16, -1)", "flag of type text (25, -1)");
    }

    @Test
    void aDroppedPartitionEndsCaptureUntilTheTableIsReadAnew() throws Exception {
        partition();
        insert(1, 200);
        startCapture();
        awaitBarrier();
        execute("DROP TABLE public.docs1");
        awaitFailure("expected [partition ", "limosa table resnapshot 'public.Docs é' --yes");
        stopCapture();
        startCapture();
        awaitFailure("changes of it were missed");
        readAnew();
    }

    @Test
    void anAttachedPartitionEndsCaptureAndANewOneDoesNot() throws Exception {
        partition();
        insert(1, 200);
        startCapture();
        awaitBarrier();
        execute("CREATE TABLE public.docs3 PARTITION OF public.\"Docs é\" FOR VALUES FROM (201) TO (300)");
        insert(201, 250);
        for (int i = 0; i < 15; i++) {
            awaitBarrier();
        }
        assertHistoryIsTheTable();
        execute("CREATE TABLE public.docs4 (LIKE public.\"Docs é\" INCLUDING ALL)");
        execute("INSERT INTO public.docs4 (id, part) VALUES (301, 'x')");
        execute("ALTER TABLE public.\"Docs é\" ATTACH PARTITION public.docs4 FOR VALUES FROM (300) TO (400)");
        awaitFailure("found [partition ", "attached");
        readAnew();
    }

    private void partition() throws SQLException {
        execute("ALTER TABLE public.\"Docs é\" RENAME TO docs_form");
        execute("CREATE TABLE public.\"Docs é\" (LIKE public.docs_form INCLUDING ALL) PARTITION BY RANGE (id)");
        execute("DROP TABLE public.docs_form");
        execute("CREATE TABLE public.docs1 PARTITION OF public.\"Docs é\" FOR VALUES FROM (0) TO (100)");
        execute("CREATE TABLE public.docs2 PARTITION OF public.\"Docs é\" FOR VALUES FROM (100) TO (201)");
    }

    /** What the message says: ask for a new snapshot, and start again. */
    private void readAnew() throws Exception {
        stopCapture();
        new SourceSignals(source, config.migration(), config.capture().publication(), "test").resnapshot(List.of(DOCS));
        startCapture();
        assertHistoryIsTheTable();
        stopCapture();
        startCapture();
        assertHistoryIsTheTable();
    }
}
