package dev.limosa.preview;

import dev.limosa.change.Column;
import dev.limosa.change.TableSchema;
import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.Sql;
import dev.limosa.jdbc.TableDescription;
import dev.limosa.topics.CopyTextRow;
import dev.limosa.topics.JsonWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** The rows of a table on the source, or some of them from all over it. For one thread. */
final class SourceRows implements Rows {

    private final CopyOut copy;
    private final CopyTextRow parser;
    private final JsonWriter json = new JsonWriter();

    /** @param sample about how many rows; the same ones each time, as long as the table stays as it is */
    SourceRows(Connection source, TableDescription table, long sample) throws SQLException {
        TableSchema schema = table.schema();
        String columns =
                Sql.quoteAll(schema.columns().stream().map(Column::name).toList());
        copy = source.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (SELECT " + columns + " FROM " + from(source, table, sample) + ") TO STDOUT");
        parser = new CopyTextRow(schema.columns(), schema.key());
    }

    private static String from(Connection source, TableDescription table, long sample) throws SQLException {
        String all = (table.partitioned() ? "" : "ONLY ") + Sql.quote(table.table());
        if (sample == ALL) {
            return all;
        }
        double percent = 100.0 * sample / Math.max(1, estimate(source, table));
        // Where the estimate is far too low, the table's end is left out rather than all of it read.
        return percent >= 100
                ? all + " LIMIT " + sample
                : String.format(Locale.ROOT, "%s TABLESAMPLE BERNOULLI (%.9f) REPEATABLE (1)", all, percent) + " LIMIT "
                        + 2 * sample;
    }

    private static long estimate(Connection source, TableDescription table) throws SQLException {
        String name = Sql.literal(Sql.quote(table.table())) + "::regclass";
        return Query.number(
                source,
                "SELECT coalesce(sum(greatest(reltuples, 0)), 0)::bigint FROM pg_class WHERE oid = " + name
                        + " AND relkind <> 'p' OR oid IN (SELECT relid FROM pg_partition_tree(" + name
                        + ") WHERE isleaf)");
    }

    @Override
    public byte @Nullable [] next() throws SQLException {
        byte[] line = copy.readFromCopy();
        if (line == null) {
            return null;
        }
        parser.row(line, 0, line.length - 1, json.clear());
        return json.toByteArray();
    }

    /** Reads what is left: to cancel it might hit whatever the connection does next. */
    @Override
    public void close() throws SQLException {
        while (copy.isActive() && copy.readFromCopy() != null) {
            // Nobody wants it.
        }
    }
}
