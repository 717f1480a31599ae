package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limosa.change.TableId;
import dev.limosa.demo.ServiceProcess;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A live database moves, whole. */
class MigrationIT {

    @Test
    void aTableThatIsWrittenToWhileItMovesArrivesWhole() throws Exception {
        try (Rig rig = Rig.start()) {
            moveWhileWriting(rig);
        }
    }

    /** The main scenario, on whatever servers the rig has. */
    static void moveWhileWriting(Rig rig) throws Exception {
        TableId docs = rig.table("docs", "id bigint PRIMARY KEY, title text, body text, n int, at timestamptz");
        rig.source("INSERT INTO " + docs + " SELECT g, 'title ' || g, E'正文\\t\\\\ \"' || g, g % 7, now()"
                + " FROM generate_series(1, 5000) g");
        ServiceProcess service = rig.service();
        write(rig, docs, 1500);
        rig.awaitProven();
        rig.assertIdentical();
        assertEquals(0, service.stop(), "exit code after SIGTERM");
    }

    @Test
    void foreignAndUniqueKeysLiveInTheTargetWhileTheirValuesAreHandedOver() throws Exception {
        try (Rig rig = Rig.start()) {
            TableId parent = rig.table("parent", "id int PRIMARY KEY, name text UNIQUE");
            TableId child = rig.table(
                    "child",
                    "id int PRIMARY KEY, parent_id int REFERENCES " + rig.schema()
                            + ".parent ON UPDATE CASCADE ON DELETE CASCADE, note text");
            rig.source("INSERT INTO " + parent + " SELECT g, 'n' || g FROM generate_series(1, 300) g");
            rig.source("INSERT INTO " + child + " SELECT g, 1 + g % 300, 'x' FROM generate_series(1, 2000) g");
            rig.service();
            Random random = new Random(7);
            for (int i = 0; i < 300; i++) {
                handOver(rig, parent, 1 + random.nextInt(300), 1 + random.nextInt(300), i);
            }
            rig.awaitProven();
            rig.assertIdentical();
            assertEquals(
                    2,
                    rig.targetLong("SELECT count(*) FROM pg_constraint WHERE connamespace = '" + rig.schema()
                            + "'::regnamespace AND contype IN ('u', 'f')"));
            for (int i = 300; i < 500; i++) {
                handOver(rig, parent, 1 + random.nextInt(300), 1 + random.nextInt(300), i);
            }
            rig.source("UPDATE " + parent + " SET id = id + 10000 WHERE id % 3 = 0");
            rig.source("DELETE FROM " + parent + " WHERE id % 5 = 0");
            rig.source("BEGIN; INSERT INTO " + parent + " VALUES (99999, 'new'); INSERT INTO " + child
                    + " SELECT 5000 + g, 99999, 'y' FROM generate_series(1, 50) g; COMMIT");
            rig.awaitProven();
            rig.assertIdentical();
        }
    }

    /** It was to be made in the target behind the snapshot, could not be, and stopped the sink for good. */
    @Test
    void aForeignKeyThatTheSourceDoesNotVouchForStaysBehind() throws Exception {
        try (Rig rig = Rig.start()) {
            TableId parent = rig.table("parent", "id int PRIMARY KEY, name text UNIQUE");
            TableId child = rig.table("child", "id int PRIMARY KEY, parent_id int");
            rig.source("INSERT INTO " + parent + " VALUES (1, 'one'), (2, 'two')");
            rig.source("INSERT INTO " + child + " VALUES (1, 1), (2, 77)");
            rig.source("ALTER TABLE " + child + " ADD CONSTRAINT later FOREIGN KEY (parent_id) REFERENCES " + parent
                    + " NOT VALID");
            rig.service();
            rig.awaitProven();
            rig.source("DELETE FROM " + child + " WHERE id = 2");
            rig.awaitProven();
            rig.assertIdentical();
            assertEquals(0, rig.targetLong("SELECT count(*) FROM pg_constraint WHERE conname = 'later'"));
        }
    }

    @Test
    void aTruncateOfOneTableAndOfTwoTiedTablesIsCarriedOut() throws Exception {
        try (Rig rig = Rig.start()) {
            TableId docs = rig.table("docs", "id bigint PRIMARY KEY, body text");
            TableId parent = rig.table("parent", "id int PRIMARY KEY");
            TableId child =
                    rig.table("child", "id int PRIMARY KEY, parent_id int REFERENCES " + rig.schema() + ".parent");
            fill(rig, docs, parent, child);
            rig.service();
            rig.awaitProven();
            rig.source("TRUNCATE " + docs);
            rig.source("TRUNCATE " + parent + ", " + child);
            fill(rig, docs, parent, child);
            rig.source("DELETE FROM " + docs + " WHERE id < 100");
            rig.source("BEGIN; TRUNCATE " + docs + "; INSERT INTO " + docs + " VALUES (1, 'again'); COMMIT");
            rig.awaitProven();
            rig.assertIdentical();
        }
    }

    private static void fill(Rig rig, TableId docs, TableId parent, TableId child) throws Exception {
        rig.source("INSERT INTO " + docs + " SELECT g, 'b' FROM generate_series(1, 500) g");
        rig.source("INSERT INTO " + parent + " SELECT g FROM generate_series(1, 50) g");
        rig.source("INSERT INTO " + child + " SELECT g, 1 + g % 50 FROM generate_series(1, 200) g");
    }

    private static void handOver(Rig rig, TableId table, int giver, int taker, int round) throws Exception {
        if (giver != taker) {
            rig.source("DO $$ DECLARE given text; BEGIN SELECT name INTO given FROM " + table + " WHERE id = " + giver
                    + "; IF given IS NOT NULL THEN UPDATE " + table + " SET name = 'r" + round + "' WHERE id = " + giver
                    + "; UPDATE " + table + " SET name = given WHERE id = " + taker + "; END IF; END $$");
        }
    }

    static void write(Rig rig, TableId table, int changes) throws Exception {
        Random random = new Random(changes);
        for (int i = 0; i < changes; i++) {
            int id = 1 + random.nextInt(5500);
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3, 4 -> rig.source(
                        "UPDATE " + table + " SET body = body || 'x', n = " + i + " WHERE id = " + id);
                case 5, 6 -> rig.source("DELETE FROM " + table + " WHERE id = " + id);
                case 7 -> rig.source("UPDATE " + table + " SET id = " + (100_000 + i) + " WHERE id = " + id);
                default -> rig.source(
                        "INSERT INTO " + table + " VALUES (" + id + ", 't', '新', 0, now()) ON CONFLICT DO NOTHING");
            }
        }
    }
}
