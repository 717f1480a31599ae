package dev.limosa.jdbc;

import static dev.limosa.jdbc.Query.strings;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a table's columns as DDL tells them, and the sequences their defaults take numbers from. */
final class ColumnCatalog {

    private static final String OPTIONS =
            "format('INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s%s', s.seqincrement, s.seqmin, s.seqmax, s.seqstart,"
                    + " s.seqcache, CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END)";

    /** What a generated column reads, PostgreSQL 14 notes down for the column itself, later ones for its expression. */
    private static final String COLUMNS =
            """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod),
                   (SELECT format('%I.%I', cn.nspname, c.collname) FROM pg_collation c
                    JOIN pg_namespace cn ON cn.oid = c.collnamespace
                    WHERE c.oid = a.attcollation AND c.oid <> t.typcollation),
                   NOT a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated,
                   (SELECT
            """
                    + OPTIONS
                    + """
                    FROM pg_depend dep JOIN pg_sequence s ON s.seqrelid = dep.objid
                    WHERE dep.classid = 'pg_class'::regclass AND dep.refclassid = 'pg_class'::regclass
                      AND dep.refobjid = a.attrelid AND dep.refobjsubid = a.attnum AND dep.deptype = 'i'),
                   (SELECT array_agg(DISTINCT used.attname::text) FROM pg_depend dep
                    JOIN pg_attribute used ON used.attrelid = dep.refobjid AND used.attnum = dep.refobjsubid
                    WHERE (dep.classid = 'pg_attrdef'::regclass AND dep.objid = d.oid
                           OR dep.classid = 'pg_class'::regclass AND dep.objid = a.attrelid AND dep.objsubid = a.attnum)
                      AND dep.refclassid = 'pg_class'::regclass AND dep.refobjid = a.attrelid
                      AND dep.refobjsubid <> a.attnum)
            FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum
            """;

    private static final String SEQUENCES =
            """
            SELECT DISTINCT n.nspname, format('%I.%I', n.nspname, c.relname), format('AS %s ', format_type(s.seqtypid, NULL)) ||
            """
                    + OPTIONS
                    + """
                   , (SELECT a.attname FROM pg_depend o JOIN pg_attribute a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
                      WHERE o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.refclassid = 'pg_class'::regclass
                        AND o.refobjid = d.adrelid AND o.deptype = 'a')
            FROM pg_attrdef d JOIN pg_depend dep ON dep.classid = 'pg_attrdef'::regclass AND dep.objid = d.oid
            JOIN pg_class c ON c.oid = dep.refobjid AND dep.refclassid = 'pg_class'::regclass AND c.relkind = 'S'
            JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_sequence s ON s.seqrelid = c.oid
            WHERE d.adrelid = ?
            """;

    private final Connection connection;

    ColumnCatalog(Connection connection) {
        this.connection = connection;
    }

    List<ColumnDefinition> of(long table) throws SQLException {
        return Query.ofTable(connection, COLUMNS, ColumnCatalog::column, table);
    }

    /** Those that any default takes numbers from. */
    List<SequenceDefinition> sequences(long table) throws SQLException {
        return Query.ofTable(
                connection,
                SEQUENCES,
                row -> new SequenceDefinition(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                table);
    }

    private static ColumnDefinition column(ResultSet row) throws SQLException {
        String expression = row.getString(5);
        boolean generated = !row.getString(7).isEmpty();
        return new ColumnDefinition(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                generated ? null : expression,
                identity(row.getString(6)),
                row.getString(8),
                generated ? expression : null,
                row.getString(7).equals("s"),
                strings(row, 9));
    }

    private static @Nullable String identity(String kind) {
        return switch (kind) {
            case "a" -> "ALWAYS";
            case "d" -> "BY DEFAULT";
            default -> null;
        };
    }
}
