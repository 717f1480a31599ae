package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Column;
import dev.limosa.change.EventHeader;
import dev.limosa.change.Kind;
import dev.limosa.change.SinkTable;
import dev.limosa.topics.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** JSON to the target and back: by COPY and by upsert, alone and inside an array, text stays what it was. */
class TextRoundTripIT {

    private static final SinkTable TABLE = Target.table(
            "words",
            ApplyMode.PARALLEL,
            List.of(new Column("v", "text", true), new Column("a", "text[]", true)),
            List.of());

    private static Connection connection;

    @BeforeContainer
    static void aTable() throws SQLException {
        connection = dev.limosa.jdbc.Databases.connect(PostgresFixture.freshDatabase(), "test");
        PostgresFixture.execute(connection, "CREATE TABLE words (id bigint PRIMARY KEY, v text, a text[])");
    }

    @AfterContainer
    static void close() throws SQLException {
        connection.close();
    }

    @Property(tries = 60)
    void byCopy(@ForAll("texts") List<@Nullable String> texts) throws SQLException {
        PostgresFixture.execute(connection, "TRUNCATE words");
        new TableWriter(connection, TABLE).copy(rows(texts));
        assertEquals(texts, stored("v"));
        assertEquals(texts, stored("a[1]"));
    }

    @Property(tries = 60)
    void byUpsert(@ForAll("texts") List<@Nullable String> texts) throws SQLException {
        PostgresFixture.execute(connection, "TRUNCATE words");
        TableWriter writer = new TableWriter(connection, TABLE);
        writer.upsert(rows(texts.stream().map(t -> "replaced").toList()));
        writer.upsert(rows(texts));
        assertEquals(texts, stored("v"));
        assertEquals(texts, stored("a[1]"));
    }

    @Provide
    Arbitrary<List<@Nullable String>> texts() {
        Arbitrary<String> hostile = Arbitraries.of(
                        "\\", "\\N", "\\.", "\t", "\n", "\r\n", "\"", "'", "{", "}", ",", "NULL", "")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(30).map(TextRoundTripIT::storable);
        Arbitrary<String> emoji = Arbitraries.of("😀", "👩‍👩‍👧", "é", "e\u0301", "漢字", "\u200b", "\ufeff");
        return Arbitraries.frequencyOf(Tuple.of(4, hostile), Tuple.of(4, any), Tuple.of(2, emoji))
                .injectNull(0.1)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    /** PostgreSQL has no NUL in text, and UTF-8 has no lone surrogates. */
    private static String storable(String text) {
        return new String(text.replace("\0", "").getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static List<Row> rows(List<? extends @Nullable String> texts) throws SQLException {
        List<Row> rows = new ArrayList<>();
        for (String text : texts) {
            rows.add(row(rows.size(), text));
        }
        return rows;
    }

    private static Row row(int id, @Nullable String text) throws SQLException {
        byte[] value = new JsonWriter()
                .raw('{')
                .raw(JsonWriter.nameToken("id"))
                .number(id)
                .raw(',')
                .raw(JsonWriter.nameToken("v"))
                .string(text)
                .raw(',')
                .raw(JsonWriter.nameToken("a"))
                .string(arrayText(text))
                .raw('}')
                .toByteArray();
        EventHeader event = new EventHeader(id + 1, id, 1, Kind.READ);
        return new Row(id, TABLE, new HistoryPartition("h", 0), 0, event, new byte[0], Value.of(value), null);
    }

    /** As PostgreSQL itself prints an array of that one text. */
    private static String arrayText(@Nullable String text) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT ARRAY[?::text]::text")) {
            select.setString(1, text);
            ResultSet row = select.executeQuery();
            row.next();
            return row.getString(1);
        }
    }

    private static List<@Nullable String> stored(String expression) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("SELECT " + expression + " FROM words ORDER BY id")) {
            List<@Nullable String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
