package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Column;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What of a target refuses one row, and stopped the sink for all others. */
class RefusedRowIT {

    private static final String TOPIC = "m.g1.public.t";

    private Target target;

    @BeforeEach
    void begin() throws Exception {
        target = new Target();
    }

    @AfterEach
    void close() throws Exception {
        target.close();
    }

    @Test
    void anIndexThatAValueIsTooLongFor() throws Exception {
        OutputTopic topic = target.parallelTable("t");
        target.execute("CREATE INDEX ON t (v)");
        StringBuilder text = new StringBuilder();
        new Random(1).ints(9_000, '0', 'z').filter(c -> c != '\\').forEach(c -> text.append((char) c));
        assertOneIsOpen(topic, text.toString());
    }

    @Test
    void aTsvectorThatATextIsTooLongFor() throws Exception {
        target.execute("CREATE TABLE t (id bigint PRIMARY KEY, v text,"
                + " s tsvector GENERATED ALWAYS AS (to_tsvector('simple', v)) STORED)");
        OutputTopic topic = target.register(
                Target.table("t", ApplyMode.PARALLEL, List.of(new Column("v", "text", true)), List.of()));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 120_000; i++) {
            text.append("word").append(i).append(' ');
        }
        assertOneIsOpen(topic, text.toString());
    }

    @Test
    void aTrigger() throws Exception {
        OutputTopic topic = target.parallelTable("t");
        target.execute("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.v = 'secret' THEN"
                + " RAISE EXCEPTION 'bad value %', NEW.v; END IF; RETURN NEW; END $$");
        target.execute("CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()");
        assertOneIsOpen(topic, "secret");
        assertEquals(List.of("P0001"), target.rows("SELECT error FROM limosa.open_row"));
    }

    @Test
    void aForeignKeyThatIsCheckedAtTheCommit() throws Exception {
        target.execute("CREATE TABLE p (id bigint PRIMARY KEY)");
        OutputTopic topic = target.parallelTable("t");
        target.execute("ALTER TABLE t ADD COLUMN pid bigint GENERATED ALWAYS AS (id) STORED");
        target.execute("ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (pid) REFERENCES p DEFERRABLE INITIALLY DEFERRED");
        target.execute("INSERT INTO p VALUES (2)");
        assertOneIsOpen(topic, "x");
        assertEquals(List.of("23503 constraint fk"), target.rows("SELECT error FROM limosa.open_row"));
    }

    private void assertOneIsOpen(OutputTopic topic, String refused) throws Exception {
        topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"" + refused + "\"}");
        topic.upsert(0, "{\"id\":2}", "{\"id\":2,\"v\":\"fine\"}");
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll();
        }
        assertEquals(List.of("2|fine"), target.rows("SELECT id, v FROM t"));
        assertEquals(List.of("{\"id\":1}"), target.rows("SELECT key FROM limosa.open_row"));
    }
}
