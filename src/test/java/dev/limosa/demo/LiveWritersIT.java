package dev.limosa.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.TableId;
import dev.limosa.change.TableSchema;
import dev.limosa.demo.Dataset.ChangeKind;
import dev.limosa.verify.ComparedTable;
import dev.limosa.verify.RowFunction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class LiveWritersIT {

    private static final TableId REVIEWS = new TableId("shop", "reviews");

    private static PostgresServer server;

    private Connection source;
    private Connection target;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        source = server.connect();
        Statements.script(source, "CREATE DATABASE target");
        target = DriverManager.getConnection(
                server.jdbcUrl().replace("/postgres", "/target"), PostgresServer.USER, PostgresServer.PASSWORD);
    }

    @AfterEach
    void drop() throws SQLException {
        target.close();
        Statements.script(
                source,
                "DROP SCHEMA IF EXISTS limosa_audit CASCADE; DROP SCHEMA IF EXISTS shop CASCADE;"
                        + " DROP TABLE IF EXISTS own CASCADE");
        Statements.script(source, "DROP DATABASE target WITH (FORCE)");
        source.close();
    }

    @Test
    void writersMakeWhatWasAskedForInTheSharesPromisedAndCountEveryRow() throws Exception {
        Dataset shop = new Shop(2000, 7);
        assertEquals(2000, shop.load(source));
        Audit.watchSource(source, shop.tables());
        Map<ChangeKind, Long> made;
        try (LiveWriters writers = LiveWriters.start(server, shop.changes(), 3000, 100_000)) {
            writers.snapshotBegan();
            awaitMade(writers, 500);
            writers.snapshotDone();
            assertTrue(writers.madeDuringSnapshot() >= 500);
            awaitDone(writers);
            writers.check();
            made = writers.madeByKind();
            assertTrue(writers.made() >= 3000 && writers.made() < 3100, () -> writers.made() + " changes");
            assertEquals(changes(shop), writers.made());
        }
        assertEquals(0.50, made.get(ChangeKind.INSERT) / 3000.0, 0.03);
        assertEquals(0.30, made.get(ChangeKind.UPDATE) / 3000.0, 0.03);
        assertEquals(0.15, made.get(ChangeKind.DELETE) / 3000.0, 0.03);
        assertEquals(0.05, made.get(ChangeKind.KEY_CHANGE) / 3000.0, 0.02);
        assertTrue(
                Statements.number(
                                source,
                                """
                        SELECT count(*) FROM limosa_audit."shop.customers" gave
                        JOIN limosa_audit."shop.customers" took ON (took.now).email = (gave.was).email
                        WHERE (gave.now).email IS NULL AND gave.op = 'U' AND took.seq > gave.seq AND took.key <> gave.key""")
                        > 0,
                "an address was handed over");
    }

    @Test
    void writersGoNoFasterThanTheRate() throws Exception {
        Dataset shop = new Shop(1000, 7);
        shop.load(source);
        long start = System.nanoTime();
        try (LiveWriters writers = LiveWriters.start(server, shop.changes(), 300, 200)) {
            writers.snapshotDone();
            awaitDone(writers);
            writers.check();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        assertTrue(seconds > 1.3, () -> "300 changes at 200/s took no more than " + seconds + " s");
    }

    @Test
    void writersChangeAPersonsOwnTableAsWell(@TempDir Path folder) throws Exception {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            rows.append("{\"id\": \"k").append(i).append("\", \"text\": \"你好\\n\\\\\", \"nested\": [1], \"x\": 1.5}\n");
        }
        Dataset own = JsonLinesTable.open(Files.writeString(folder.resolve("own.jsonl"), rows), null);
        assertEquals(500, own.load(source));
        assertEquals("你好\n\\ [1] 1.5", Statements.one(source, "SELECT concat_ws(' ', text, nested, x) FROM own"));
        Audit.watchSource(source, own.tables());
        try (LiveWriters writers = LiveWriters.start(server, own.changes(), 1000, 100_000)) {
            writers.snapshotDone();
            awaitDone(writers);
            writers.check();
            assertEquals(changes(own), writers.made());
        }
    }

    @Test
    void auditAgreesWithAFaithfulTargetAndFindsWhatIsLostAndWhatIsRepeated() throws Exception {
        Dataset shop = new Shop(2000, 7);
        shop.load(source);
        Audit.watchTarget(target, shop.tables());
        Statements.script(
                target,
                "CREATE SCHEMA shop; CREATE TABLE shop.reviews (id uuid, author text, lang text,"
                        + " body text, stars smallint, weight double precision); ALTER TABLE shop.reviews ADD PRIMARY KEY (id)");
        Audit.watchSource(source, shop.tables());
        insert(Statements.rows(source, "SELECT * FROM shop.reviews"));
        try (LiveWriters writers = LiveWriters.start(server, shop.changes(), 1000, 100_000)) {
            writers.snapshotDone();
            awaitDone(writers);
        }
        List<String[]> log = Statements.rows(
                source, "SELECT key::jsonb ->> 0, (now).* FROM limosa_audit.\"shop.reviews\" ORDER BY seq");
        for (String[] change : log) {
            apply(change);
        }
        assertEquals(new AuditComparison.Result(0, 0), audit());

        String untouched = Statements.one(
                source,
                "SELECT id FROM shop.reviews r WHERE NOT EXISTS (SELECT FROM"
                        + " limosa_audit.\"shop.reviews\" l WHERE l.key = jsonb_build_array(r.id)::text)");
        Statements.update(target, "UPDATE shop.reviews SET stars = stars WHERE id = ?::uuid", untouched);
        assertEquals(new AuditComparison.Result(0, 1), audit(), "a second write of a row that never changed");

        String[] last = log.get(log.size() - 1);
        apply(last);
        apply(last);
        long repeated = last[1] == null ? 0 : 1;
        assertTrue(audit().duplicated() >= 1 + repeated, "a change that was applied three times");

        Statements.update(source, "UPDATE shop.reviews SET stars = 9 WHERE id = ?::uuid", untouched);
        assertEquals(1, audit().lost(), "a change that never came");

        Statements.script(source, "TRUNCATE shop.reviews");
        Statements.script(target, "TRUNCATE shop.reviews");
        assertEquals(0, audit().lost(), "a truncated table is empty on both sides");
    }

    private void insert(List<String[]> rows) throws SQLException {
        for (String[] row : rows) {
            Statements.update(
                    target, "INSERT INTO shop.reviews VALUES (?::uuid, ?, ?, ?, ?::smallint, ?::float8)", (Object[])
                            row);
        }
    }

    private void apply(String[] change) throws SQLException {
        if (change[1] == null) {
            Statements.update(target, "DELETE FROM shop.reviews WHERE id = ?::uuid", change[0]);
        } else {
            Object[] row = java.util.Arrays.copyOfRange(change, 1, change.length);
            Statements.update(
                    target,
                    "INSERT INTO shop.reviews VALUES (?::uuid, ?, ?, ?, ?::smallint, ?::float8) ON CONFLICT (id) DO UPDATE"
                            + " SET author = excluded.author, lang = excluded.lang, body = excluded.body,"
                            + " stars = excluded.stars, weight = excluded.weight",
                    row);
        }
    }

    private AuditComparison.Result audit() throws SQLException {
        TableSchema from = Catalog.schema(source, REVIEWS);
        TableSchema to = Catalog.schema(target, REVIEWS);
        return new AuditComparison(new ComparedTable(from, false, to, RowFunction.identity())).run(source, target);
    }

    private long changes(Dataset dataset) throws SQLException {
        long sum = 0;
        for (TableId table : dataset.tables()) {
            sum += Audit.changes(source, table);
        }
        return sum;
    }

    private static void awaitMade(LiveWriters writers, long wanted) throws InterruptedException {
        while (writers.made() < wanted && !writers.isDone()) {
            Thread.sleep(5);
        }
    }

    private static void awaitDone(LiveWriters writers) throws InterruptedException {
        while (!writers.isDone()) {
            Thread.sleep(5);
        }
    }
}
