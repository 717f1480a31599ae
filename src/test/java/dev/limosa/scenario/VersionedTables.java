package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limosa.change.TableId;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;

/**
 * A table applied in parallel and two tied ones applied in order, whose every change gives the row a higher version. A
 * trigger in the target keeps the versions each key went through. They may only rise; only the snapshot may bring one
 * that is there already, once for each key.
 */
final class VersionedTables implements AutoCloseable {

    private final Rig rig;
    private final TableId docs;
    private final TableId parent;
    private final TableId child;
    private final AtomicBoolean writing = new AtomicBoolean();
    private final AtomicLong made = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private Thread writer;
    private long round;

    private VersionedTables(Rig rig) throws SQLException {
        this.rig = rig;
        String version = "v bigint DEFAULT nextval('" + rig.schema() + ".versions')";
        rig.source("CREATE SEQUENCE " + rig.schema() + ".versions");
        docs = rig.table("docs", "id bigint PRIMARY KEY, body text, " + version);
        parent = rig.table("parent", "id int PRIMARY KEY, name text UNIQUE, " + version);
        child = rig.table(
                "child",
                "id int PRIMARY KEY, parent_id int REFERENCES " + rig.schema() + ".parent ON DELETE CASCADE, "
                        + version);
    }

    static VersionedTables create(Rig rig, int rows) throws SQLException {
        VersionedTables tables = new VersionedTables(rig);
        tables.makeTarget();
        rig.source("INSERT INTO " + tables.docs + " (id, body) SELECT g, '正文 ' || g FROM generate_series(1, " + rows
                + ") g");
        rig.source("INSERT INTO " + tables.parent + " (id, name) SELECT g, 'n' || g FROM generate_series(1, 200) g");
        rig.source("INSERT INTO " + tables.child + " (id, parent_id) SELECT g, 1 + g % 200 FROM generate_series(1, "
                + rows / 2 + ") g");
        return tables;
    }

    private void makeTarget() throws SQLException {
        rig.target("CREATE SCHEMA " + rig.schema());
        rig.target("CREATE TABLE " + rig.schema() + ".audit (n bigserial, tab text, id bigint, op text, v bigint)");
        rig.target("CREATE FUNCTION " + rig.schema() + ".audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " INSERT INTO " + rig.schema()
                + ".audit (tab, id, op, v) VALUES (TG_TABLE_NAME, coalesce(NEW.id, OLD.id),"
                + " TG_OP, coalesce(NEW.v, OLD.v)); RETURN NULL; END $$");
        rig.target("CREATE TABLE " + docs + " (id bigint PRIMARY KEY, body text, v bigint)");
        rig.target("CREATE TABLE " + parent + " (id int PRIMARY KEY, name text, v bigint)");
        rig.target("CREATE TABLE " + child + " (id int PRIMARY KEY, parent_id int, v bigint)");
        for (TableId table : List.of(docs, parent, child)) {
            rig.target("CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON " + table
                    + " FOR EACH ROW EXECUTE FUNCTION " + rig.schema() + ".audit()");
        }
    }

    void startWriting() {
        writing.set(true);
        writer = new Thread(this::write, "writer");
        writer.start();
    }

    void stopWriting() throws Exception {
        if (writer != null) {
            writing.set(false);
            writer.join();
            writer = null;
        }
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    private void write() {
        Random random = new Random(11);
        while (writing.get()) {
            try (Connection connection = rig.sourceConnection();
                    Statement statement = connection.createStatement()) {
                while (writing.get()) {
                    statement.execute(change(random));
                    made.incrementAndGet();
                    Thread.sleep(3);
                }
            } catch (SQLException e) {
                // The source is being restarted; anything else would be seen as a table that stays as it is.
                failure.set(isOutage(e) ? failure.get() : e);
                LockSupport.parkNanos(50_000_000);
            } catch (InterruptedException e) {
                failure.set(e);
            }
        }
    }

    private static boolean isOutage(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P");
    }

    private String change(Random random) {
        String next = "nextval('" + rig.schema() + ".versions')";
        int id = 1 + random.nextInt(2_000);
        int name = 1 + random.nextInt(200);
        round++;
        return switch (random.nextInt(8)) {
            case 0, 1 -> "UPDATE " + docs + " SET body = body || 'x', v = " + next + " WHERE id = " + id;
            case 2 -> "DELETE FROM " + docs + " WHERE id = " + id;
            case 3 -> "INSERT INTO " + docs + " (id, body) VALUES (" + id + ", 'neu') ON CONFLICT DO NOTHING";
            case 4 -> "UPDATE " + child + " SET parent_id = (SELECT min(id) FROM " + parent + "), v = " + next
                    + " WHERE id = " + id;
                // One row gives up its unique name, another takes it.
            case 5 -> "BEGIN; UPDATE " + parent + " SET name = 'free' || " + round + ", v = " + next
                    + " WHERE name = 'n"
                    + name + "'; UPDATE " + parent + " SET name = 'n" + name + "', v = " + next + " WHERE id = "
                    + (1 + random.nextInt(200)) + "; COMMIT";
            case 6 -> "DELETE FROM " + parent + " WHERE id = " + (100 + random.nextInt(100));
            default -> "INSERT INTO " + parent + " (id, name) VALUES (" + (100 + random.nextInt(100)) + ", 'i" + round
                    + "') ON CONFLICT DO NOTHING";
        };
    }

    /** How many the writer has made so far. */
    long transactions() {
        return made.get();
    }

    void copy(int rows) throws Exception {
        StringBuilder lines = new StringBuilder();
        round += 100_000;
        for (int i = 0; i < rows; i++) {
            lines.append(1_000_000 + round + i).append("\tcopied\n");
        }
        try (Connection connection = rig.sourceConnection()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + docs + " (id, body) FROM STDIN", new StringReader(lines.toString()));
        }
    }

    void truncate() throws SQLException {
        rig.source("TRUNCATE " + docs);
        rig.source("TRUNCATE " + parent + ", " + child);
        rig.source("INSERT INTO " + docs + " (id, body) SELECT g, 'wieder' FROM generate_series(1, 300) g");
    }

    void assertNothingAppliedTwice() throws SQLException {
        String steps = "SELECT tab, id, op, v, lag(v) OVER key AS before, lag(op) OVER key AS op_before FROM "
                + rig.schema() + ".audit WINDOW key AS (PARTITION BY tab, id ORDER BY n)";
        assertEquals(
                0,
                rig.targetLong(
                        "SELECT count(*) FROM (" + steps + ") s WHERE v < before OR op = 'INSERT' AND v = before"),
                "versions that went back");
        assertEquals(
                0,
                rig.targetLong("SELECT count(*) FROM (SELECT tab, id FROM (" + steps
                        + ") s WHERE op = 'UPDATE' AND v = before GROUP BY tab, id HAVING count(*) > 1) s"),
                "keys with a version applied again more than once");
    }

    @Override
    public void close() throws Exception {
        stopWriting();
    }
}
