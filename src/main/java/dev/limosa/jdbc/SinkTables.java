package dev.limosa.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.limosa.change.SinkTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the target remembers of a migration's plan, for commands that look at it from outside. */
public final class SinkTables {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private SinkTables() {}

    /** The generation that runs, or 0 if the migration never began there. */
    public static int runningGeneration(Connection target, String migration) throws SQLException {
        if (!Query.hasTable(target, "limosa.generation")) {
            return 0;
        }
        try (PreparedStatement query = target.prepareStatement("SELECT coalesce(max(generation), 0)"
                + " FROM limosa.generation WHERE migration = ? AND state = 'running'")) {
            query.setString(1, migration);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** The tables of a generation, in the order of their history topics. */
    public static List<SinkTable> read(Connection target, String migration, int generation) throws SQLException {
        List<SinkTable> tables = new ArrayList<>();
        try (PreparedStatement query = target.prepareStatement("SELECT definition FROM limosa.sink_table"
                + " WHERE migration = ? AND generation = ? ORDER BY history_topic")) {
            query.setString(1, migration);
            query.setInt(2, generation);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    tables.add(parse(rows.getString(1)));
                }
            }
        }
        return tables;
    }

    private static SinkTable parse(String definition) {
        try {
            return JSON.readValue(definition, SinkTable.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "cannot read limosa.sink_table: expected JSON of a table, found " + definition.length()
                            + " characters that are none; was it written by another version?",
                    e);
        }
    }
}
