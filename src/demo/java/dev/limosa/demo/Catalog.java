package dev.limosa.demo;

import dev.limosa.change.Column;
import dev.limosa.change.TableId;
import dev.limosa.change.TableSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What a database's catalogue says about a table. */
public final class Catalog {

    private static final String COLUMNS =
            """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum""";

    private static final String KEY =
            """
            SELECT a.attname
            FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace,
                 unnest(i.indkey::int[]) WITH ORDINALITY AS k(attnum, place), pg_attribute a
            WHERE n.nspname = ? AND c.relname = ? AND i.indisprimary AND a.attrelid = c.oid AND a.attnum = k.attnum
            ORDER BY k.place""";

    private Catalog() {}

    /** The table's columns and primary key; no columns if there is no such table. */
    public static TableSchema schema(Connection connection, TableId table) throws SQLException {
        List<Column> columns = Statements.rows(connection, COLUMNS, table.schema(), table.name()).stream()
                .map(row -> new Column(row[0], row[1], row[2].equals("t")))
                .toList();
        List<String> key = Statements.rows(connection, KEY, table.schema(), table.name()).stream()
                .map(row -> row[0])
                .toList();
        return new TableSchema(table, 1, columns, key);
    }
}
