package dev.limosa.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.limosa.change.SinkTable;
import dev.limosa.change.TableId;
import dev.limosa.config.RefusedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What the target remembers of a migration's plan: {@code limosa.sink_table}, which nobody else reads or writes. */
public final class SinkTables {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String RUNNING =
            "SELECT coalesce(max(generation), 0) FROM limosa.generation" + " WHERE migration = ? AND state = 'running'";
    private static final String READ = "SELECT history_topic, definition, transforms, constraints_made"
            + " FROM limosa.sink_table WHERE migration = ? AND generation = ? ORDER BY history_topic";
    /** What SQL asks for stands in columns of its own: it is not to know how the definition is written. */
    private static final String REGISTER =
            """
            INSERT INTO limosa.sink_table (migration, generation, history_topic, output_topic, source_schema, source_name,
                target_schema, target_name, history_partitions, definition, transforms, fingerprint)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private SinkTables() {}

    /**
     * @param transforms what makes its rows, as {@link #register} was given it
     * @param constraintsMade whether the constraints of its output are in force
     */
    public record Stored(SinkTable table, String transforms, boolean constraintsMade) {}

    /** The generation that runs, or 0 if the migration never began there. */
    public static int runningGeneration(Connection target, String migration) throws SQLException {
        return Query.hasTable(target, "limosa.generation") ? (int) Query.number(target, RUNNING, migration) : 0;
    }

    /** @throws RefusedException if the migration never began there */
    public static int requireRunning(Connection target, String migration) throws SQLException {
        return requireRunning(target, migration, "start it by limosa run");
    }

    /** @param advice what to do if the migration never began there */
    public static int requireRunning(Connection target, String migration, String advice) throws SQLException {
        int generation = runningGeneration(target, migration);
        if (generation == 0) {
            throw new RefusedException("cannot find migration '" + migration
                    + "': expected it in limosa.generation of the target, found none; " + advice);
        }
        return generation;
    }

    /**
     * The tables of the generation that runs.
     *
     * @throws RefusedException if the migration never began there
     */
    public static List<SinkTable> ofRunning(Connection target, String migration) throws SQLException {
        return read(target, migration, requireRunning(target, migration));
    }

    /** The tables of a generation, in the order of their history topics. */
    public static List<SinkTable> read(Connection target, String migration, int generation) throws SQLException {
        return stored(target, migration, generation).stream().map(Stored::table).toList();
    }

    /** As {@link #read}, with all that is kept beside them. */
    public static List<Stored> stored(Connection target, String migration, int generation) throws SQLException {
        return Query.list(target, READ, SinkTables::stored, migration, generation);
    }

    /** @throws RefusedException if the plan does not have that table of the source */
    public static SinkTable require(List<SinkTable> tables, TableId source) {
        return tables.stream()
                .filter(table -> table.source().equals(source))
                .findFirst()
                .orElseThrow(() -> new RefusedException("cannot find table " + source
                        + " in the migration that runs: expected it in limosa.sink_table of the target, found "
                        + tables.size() + " others; add it by limosa table add " + source));
    }

    /**
     * @param transforms what makes its rows, in a form of the caller's
     * @param fingerprint of that
     */
    public static void register(
            Connection target, String migration, int generation, SinkTable table, String transforms, String fingerprint)
            throws SQLException {
        Query.update(
                target,
                REGISTER,
                migration,
                generation,
                table.historyTopic(),
                table.outputTopic(),
                table.source().schema(),
                table.source().name(),
                table.target().schema(),
                table.target().name(),
                table.historyPartitions(),
                json(table),
                transforms,
                fingerprint);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(parse(row.getString(1), row.getString(2)), row.getString(3), row.getBoolean(4));
    }

    private static SinkTable parse(String topic, String definition) {
        try {
            return JSON.readValue(definition, SinkTable.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "cannot read the plan of topic '" + topic
                            + "' in limosa.sink_table of the target: expected JSON of a"
                            + " table, found " + definition.length() + " characters that are none of this version's;"
                            + " use the version that wrote it",
                    e);
        }
    }

    private static String json(SinkTable table) {
        try {
            return JSON.writeValueAsString(table);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("BUG: cannot write the plan of table " + table.source(), e);
        }
    }
}
