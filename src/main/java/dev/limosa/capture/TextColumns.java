package dev.limosa.capture;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.relational.Column;
import io.debezium.relational.TableId;
import io.debezium.relational.Tables.ColumnNameFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Answers what the decoder of the replication stream asks about a table's columns: all are text, may be null and have
 * no default. (A Connect schema with a default gives that default where the row holds null.)
 */
final class TextColumns extends PostgresConnection {

    private final RelationTypes relations;

    TextColumns(PostgresConnectorConfig config, TextTypes types, RelationTypes relations) {
        super(config, types, CONNECTION_GENERAL);
        this.relations = relations;
    }

    /** The decoder has met a relation; next it asks for the types of its columns. */
    @Override
    public List<Column> getTableColumnsForDecoder(TableId table, ColumnNameFilter filter) throws SQLException {
        List<Column> columns = super.getTableColumnsForDecoder(table, filter);
        relations.begin(new dev.limosa.change.TableId(table.schema(), table.table()));
        return columns;
    }

    @Override
    public Optional<Column> readColumnForDecoder(ResultSet column, TableId table, ColumnNameFilter filter)
            throws SQLException {
        String name = column.getString("COLUMN_NAME");
        return Optional.of(
                Column.editor().name(name).type("text").optional(true).create());
    }
}
