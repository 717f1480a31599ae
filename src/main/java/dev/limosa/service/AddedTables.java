package dev.limosa.service;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.TableEntries;
import dev.limosa.control.PlanState;
import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables that were added to a migration that had begun, as the target remembers them: a replica whose file does not
 * have one takes it from there, so that any of them may start again before its file is brought up to date.
 */
public final class AddedTables {

    private static final Logger LOG = LoggerFactory.getLogger(AddedTables.class);
    private static final String READ =
            "SELECT config FROM limosa.added_table WHERE migration = ?" + " ORDER BY added_at, schema_name, table_name";
    private static final String REMEMBER = "INSERT INTO limosa.added_table"
            + " (migration, schema_name, table_name, config, added_by) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

    private AddedTables() {}

    /** As it is if the target does not answer: whoever needs the target will say so. */
    public static MigrationConfig with(MigrationConfig config) {
        try (Connection target = Databases.connect(config.target(), "limosa configuration")) {
            return with(config, target);
        } catch (SQLException e) {
            LOG.debug("cannot ask the target for added tables: {}", e.getMessage());
            return config;
        }
    }

    /**
     * Whether a command that adds tables was begun and not finished, and which was the last. While one is, source and
     * target may know other tables than the plan, and no stage runs; whoever carries out the command brings them
     * together again. As if there was none if the target does not answer.
     */
    public static PlanState state(MigrationConfig config) {
        try (Connection target = Databases.connect(config.target(), "limosa configuration")) {
            return PlanState.read(target, config.migration());
        } catch (SQLException e) {
            LOG.debug("cannot ask the target for commands: {}", e.getMessage());
            return PlanState.UNCHANGED;
        }
    }

    static MigrationConfig with(MigrationConfig config, Connection target) throws SQLException {
        List<TableConfig> tables = new ArrayList<>(config.tables());
        for (TableConfig added : read(config.migration(), target)) {
            if (!knows(tables, added.table())) {
                LOG.info("table {} is taken from limosa.added_table of the target: the file has none", added.table());
                tables.add(added);
            }
        }
        return config.withTables(tables);
    }

    private static boolean knows(Collection<TableConfig> tables, TableId table) {
        return tables.stream().anyMatch(known -> known.table().equals(table));
    }

    private static List<TableConfig> read(String migration, Connection target) throws SQLException {
        List<TableConfig> tables = new ArrayList<>();
        if (Query.hasTable(target, "limosa.added_table")) {
            Query.list(target, READ, row -> row.getString(1), migration)
                    .forEach(entry -> tables.addAll(TableEntries.read("limosa.added_table", entry)));
        }
        return tables;
    }

    /**
     * Within the caller's transaction.
     *
     * @param text as {@link TableEntries} writes it
     */
    static void remember(Connection target, String migration, String text, String by) throws SQLException {
        for (Map.Entry<TableId, String> entry :
                TableEntries.apart("the added tables", text).entrySet()) {
            TableId table = entry.getKey();
            Query.update(target, REMEMBER, migration, table.schema(), table.name(), entry.getValue(), by);
        }
    }
}
