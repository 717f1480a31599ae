package dev.limosa.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.TableId;
import dev.limosa.change.TableSchema;
import dev.limosa.demo.Catalog;
import dev.limosa.demo.PostgresServer;
import dev.limosa.verify.RowDifference.Kind;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class TableComparisonIT {

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
    void create() throws SQLException {
        source = server.connect();
        target = server.connect();
        sql("CREATE SCHEMA a; CREATE SCHEMA b");
    }

    @AfterEach
    void drop() throws SQLException {
        sql("DROP SCHEMA a CASCADE; DROP SCHEMA b CASCADE");
        source.close();
        target.close();
    }

    @Test
    void findsEveryWayInWhichARowCanDifferAndNothingElse() throws SQLException {
        both("t (id bigint PRIMARY KEY, name text, n numeric(9,2), f float8, at timestamptz, j jsonb, b boolean)");
        sql(
                """
                INSERT INTO a.t SELECT i, 'n' || i, i, i / 3.0, to_timestamp(i), '{"a": 1}', i % 2 = 0
                FROM generate_series(1, 50) i;
                UPDATE a.t SET name = NULL, b = NULL WHERE id = 5;
                UPDATE a.t SET f = 'NaN' WHERE id = 6;
                INSERT INTO b.t SELECT * FROM a.t;
                DELETE FROM b.t WHERE id IN (7, 50);
                INSERT INTO b.t (id) VALUES (-3), (999);
                UPDATE b.t SET name = '' WHERE id = 5;
                UPDATE b.t SET name = 'N10', n = n + 0.01 WHERE id = 10;
                UPDATE b.t SET f = f + 1e-12 WHERE id = 11;
                UPDATE b.t SET at = at + interval '1 microsecond' WHERE id = 12;
                UPDATE b.t SET j = '{"a": 2}' WHERE id = 13;
                UPDATE b.t SET b = NOT b WHERE id = 14""");
        ComparisonResult result = compare("t", 100);
        assertEquals(
                List.of(
                        new RowDifference(Kind.EXTRA, "id=-3", List.of()),
                        unequal("id=10", "name", "n"),
                        unequal("id=11", "f"),
                        unequal("id=12", "at"),
                        unequal("id=13", "j"),
                        unequal("id=14", "b"),
                        unequal("id=5", "name"),
                        new RowDifference(Kind.MISSING, "id=50", List.of()),
                        new RowDifference(Kind.MISSING, "id=7", List.of()),
                        new RowDifference(Kind.EXTRA, "id=999", List.of())),
                result.examples());
        assertEquals(List.of(2L, 2L, 6L), List.of(result.missing(), result.extra(), result.unequal()));
        assertEquals(List.of(50L, 50L, 10L), List.of(result.sourceRows(), result.targetRows(), result.different()));
    }

    @Test
    void goesThroughTextAndCompositeKeysInOneOrderWhateverTheCollation() throws SQLException {
        both("""
                t (k text COLLATE "en-x-icu", no int, v text, PRIMARY KEY (k, no))""");
        sql(
                """
                INSERT INTO a.t SELECT k, i, 'v' FROM generate_series(1, 12) i,
                    unnest(ARRAY['a', 'B', 'ä', 'Z', 'z', '你', '𠮷', E'tab\\tx', 'tab ', 'back\\slash', '', '"', 'ﬁ', 'ａ']) k;
                INSERT INTO b.t SELECT * FROM a.t;
                DELETE FROM b.t WHERE k = '𠮷' AND no = 11""");
        ComparisonResult result = compare("t", 10);
        assertEquals(List.of(new RowDifference(Kind.MISSING, "k=𠮷, no=11", List.of())), result.examples());
    }

    @Test
    void runsTheFunctionOnTheSourceRowAndLeavesOutWhatItFilters() throws SQLException {
        sql(
                """
                CREATE TABLE a.t (id int PRIMARY KEY, name text, secret text);
                CREATE TABLE b.t (nr int PRIMARY KEY, headline text);
                INSERT INTO a.t SELECT i, 'n' || i, 'x' FROM generate_series(1, 9) i;
                INSERT INTO b.t SELECT i, 'n' || i FROM generate_series(1, 9) i WHERE i <> 3;
                UPDATE b.t SET headline = 'other' WHERE nr = 4""");
        ComparisonResult result = compare("t", 10, TableComparisonIT::renamedWithoutThree);
        assertEquals(List.of(unequal("nr=4", "headline")), result.examples());
        assertEquals(List.of(9L, 1L, 8L), List.of(result.sourceRows(), result.filtered(), result.targetRows()));
    }

    @Test
    void namesAColumnThatTheTargetShouldHaveAndHasNot() throws SQLException {
        sql(
                """
                CREATE TABLE a.t (id int PRIMARY KEY, name text);
                CREATE TABLE b.t (id int PRIMARY KEY);
                INSERT INTO a.t VALUES (1, 'n');
                INSERT INTO b.t VALUES (1)""");
        assertEquals(List.of(unequal("id=1", "name")), compare("t", 10).examples());
    }

    @Test
    void countsAllDifferencesButDescribesNoMoreThanWanted() throws SQLException {
        both("t (id int PRIMARY KEY, v text)");
        sql("INSERT INTO a.t SELECT i FROM generate_series(1, 1000) i");
        ComparisonResult result = compare("t", 3);
        assertEquals(1000, result.missing());
        assertEquals(3, result.examples().size());
    }

    @Test
    void leavesTheConnectionsUsableWhenTheFunctionFails() throws SQLException {
        both("t (id int PRIMARY KEY, v text)");
        sql("INSERT INTO a.t SELECT i, repeat('x', 1000) FROM generate_series(1, 5000) i");
        IllegalStateException failure = assertThrows(
                IllegalStateException.class,
                () -> compare("t", 3, row -> {
                    throw new IllegalStateException("cannot transform");
                }));
        assertEquals("cannot transform", failure.getMessage());
        assertTrue(source.isValid(5));
        assertFalse(target.isClosed());
    }

    private static byte @Nullable [] renamedWithoutThree(byte[] row) {
        String json = new String(row, StandardCharsets.UTF_8);
        String renamed = json.replace("\"id\":", "\"nr\":")
                .replace("\"name\":", "\"headline\":")
                .replace(",\"secret\":\"x\"", "");
        return json.contains("\"id\":3,") ? null : renamed.getBytes(StandardCharsets.UTF_8);
    }

    private static RowDifference unequal(String key, String... columns) {
        return new RowDifference(Kind.UNEQUAL, key, List.of(columns));
    }

    private ComparisonResult compare(String table, int examples) throws SQLException {
        return compare(table, examples, RowFunction.identity());
    }

    private ComparisonResult compare(String table, int examples, RowFunction function) throws SQLException {
        TableSchema from = Catalog.schema(source, new TableId("a", table));
        TableSchema to = Catalog.schema(target, new TableId("b", table));
        return new TableComparison(new ComparedTable(from, false, to, function), examples).run(source, target);
    }

    private void both(String table) throws SQLException {
        sql("CREATE TABLE a." + table + "; CREATE TABLE b." + table);
    }

    private void sql(String script) throws SQLException {
        try (Statement statement = source.createStatement()) {
            statement.execute(script);
        }
    }
}
