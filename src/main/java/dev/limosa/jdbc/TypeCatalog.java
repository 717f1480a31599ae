package dev.limosa.jdbc;

import static dev.limosa.jdbc.Query.strings;

import dev.limosa.change.TableId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads which types and collations a table's columns need, down to the ones that PostgreSQL has of itself. */
final class TypeCatalog {

    /** Column → every type in its type: of elements, attributes, bounds, and what domains are made of. */
    private static final String USED =
            """
            WITH RECURSIVE used(attname, oid, depth) AS (
                SELECT attname, atttypid, 0 FROM pg_attribute
                WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped
                UNION
                SELECT u.attname, part.oid, u.depth + 1
                FROM used u JOIN pg_type t ON t.oid = u.oid CROSS JOIN LATERAL (
                    SELECT t.typelem WHERE t.typelem <> 0 AND t.typsubscript = 'array_subscript_handler'::regproc
                    UNION ALL SELECT t.typbasetype WHERE t.typbasetype <> 0
                    UNION ALL SELECT atttypid FROM pg_attribute
                              WHERE attrelid = t.typrelid AND t.typrelid <> 0 AND attnum > 0 AND NOT attisdropped
                    UNION ALL SELECT rngsubtype FROM pg_range WHERE rngtypid = t.oid
                    UNION ALL SELECT rngtypid FROM pg_range WHERE rngmultitypid = t.oid) part(oid)
                WHERE u.depth < 64)
            """;

    /** Their text is a name, which is printed and read by the session's search path. */
    private static final String NAMING = USED
            + """
            SELECT u.attname FROM used u JOIN pg_type t ON t.oid = u.oid
            WHERE t.typnamespace = 'pg_catalog'::regnamespace AND t.typname IN ('regclass', 'regproc', 'regprocedure',
                'regoper', 'regoperator', 'regtype', 'regconfig', 'regdictionary', 'regcollation')
            """;

    /** The deepest first: what a type is made of has to be there before it. Arrays and multiranges come with theirs. */
    private static final String TYPES = USED
            + """
            SELECT n.nspname, t.typname, t.typtype, format_type(t.typbasetype, t.typtypmod), t.typnotnull, pg_get_expr(t.typdefaultbin, 0),
                   (SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
                   (SELECT array_agg(format('%I %s%s', a.attname, format_type(a.atttypid, a.atttypmod),
                                            (SELECT format(' COLLATE %I.%I', cn.nspname, c.collname) FROM pg_collation c
                                             JOIN pg_namespace cn ON cn.oid = c.collnamespace
                                             WHERE c.oid = a.attcollation AND c.collname <> 'default'))
                                     ORDER BY a.attnum)
                    FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped),
                   (SELECT array_agg(format('CONSTRAINT %I %s', con.conname, pg_get_constraintdef(con.oid))
                                     ORDER BY con.conname)
                    FROM pg_constraint con
                    WHERE con.contypid = t.oid AND con.contype = 'c' AND con.convalidated),
                   (SELECT format('%I.%I', cn.nspname, c.collname) FROM pg_collation c
                    JOIN pg_namespace cn ON cn.oid = c.collnamespace
                    WHERE c.oid = t.typcollation AND c.collname <> 'default'),
                   (SELECT format('SUBTYPE = %s, SUBTYPE_OPCLASS = %I.%I%s%s', format_type(r.rngsubtype, NULL), opn.nspname,
                                  op.opcname,
                                  (SELECT format(', COLLATION = %I.%I', cn.nspname, c.collname) FROM pg_collation c
                                   JOIN pg_namespace cn ON cn.oid = c.collnamespace
                                   WHERE c.oid = r.rngcollation AND c.collname <> 'default'),
                                  (SELECT format(', SUBTYPE_DIFF = pg_catalog.%I', p.proname) FROM pg_proc p
                                   WHERE p.oid = r.rngsubdiff AND p.pronamespace = 'pg_catalog'::regnamespace))
                           || (SELECT format(', MULTIRANGE_TYPE_NAME = %I.%I', mn.nspname, m.typname) FROM pg_type m
                               JOIN pg_namespace mn ON mn.oid = m.typnamespace WHERE m.oid = r.rngmultitypid)
                    FROM pg_range r JOIN pg_opclass op ON op.oid = r.rngsubopc
                    JOIN pg_namespace opn ON opn.oid = op.opcnamespace WHERE r.rngtypid = t.oid AND r.rngcanonical = 0),
                   (SELECT format('CREATE EXTENSION %I SCHEMA %I', x.extname, n.nspname) FROM pg_depend d
                    JOIN pg_extension x ON x.oid = d.refobjid
                    WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'),
                   coalesce((SELECT relkind FROM pg_class WHERE oid = t.typrelid), 'c') = 'c'
            FROM (SELECT oid, max(depth) AS depth FROM used GROUP BY oid) u
            JOIN pg_type t ON t.oid = u.oid JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE n.nspname <> 'pg_catalog' AND t.typtype <> 'm'
              AND NOT (t.typtype = 'b' AND t.typcategory = 'A')
            ORDER BY u.depth DESC, t.oid
            """;

    private static final String COLLATIONS = USED
            + """
            SELECT n.nspname, c.collname, to_jsonb(c) ->> 'collprovider', c.collisdeterministic,
                   coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale', c.collcollate),
                   c.collcollate, c.collctype, to_jsonb(c) ->> 'collicurules'
            FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
            WHERE n.nspname <> 'pg_catalog' AND c.oid IN (
                SELECT attcollation FROM pg_attribute WHERE attrelid = ? AND attnum > 0
                UNION ALL SELECT t.typcollation FROM used u JOIN pg_type t ON t.oid = u.oid
                UNION ALL SELECT r.rngcollation FROM used u JOIN pg_range r ON r.rngtypid = u.oid
                UNION ALL SELECT a.attcollation FROM used u JOIN pg_type t ON t.oid = u.oid
                          JOIN pg_attribute a ON a.attrelid = t.typrelid AND t.typrelid <> 0)
            ORDER BY c.oid
            """;

    /** {@code (a, b)} */
    private static final Collector<CharSequence, ?, String> LIST = Collectors.joining(", ", "(", ")");

    private final Connection connection;

    TypeCatalog(Connection connection) {
        this.connection = connection;
    }

    /** In the order in which they can be made. */
    List<UserType> of(long table) throws SQLException {
        List<UserType> types = new ArrayList<>(Query.ofTable(connection, COLLATIONS, TypeCatalog::collation, table));
        types.addAll(Query.ofTable(connection, TYPES, TypeCatalog::type, table));
        return types;
    }

    /** The columns whose values name other objects of the database. */
    Set<String> naming(long table) throws SQLException {
        return new HashSet<>(Query.ofTable(connection, NAMING, row -> row.getString(1), table));
    }

    private static UserType collation(ResultSet row) throws SQLException {
        TableId name = new TableId(row.getString(1), row.getString(2));
        String provider = row.getString(3);
        String rules = row.getString(8);
        String locale = provider.equals("c")
                ? "provider = libc, lc_collate = " + Sql.literal(row.getString(6)) + ", lc_ctype = "
                        + Sql.literal(row.getString(7))
                : "provider = " + (provider.equals("i") ? "icu" : "builtin") + ", locale = "
                        + Sql.literal(row.getString(5)) + (rules == null ? "" : ", rules = " + Sql.literal(rules));
        String create = "CREATE COLLATION " + Sql.quote(name) + " (" + locale
                + (row.getBoolean(4) ? "" : ", deterministic = false") + ")";
        return new UserType(name, "collation", create, List.of(), List.of(), "");
    }

    private static UserType type(ResultSet row) throws SQLException {
        TableId name = new TableId(row.getString(1), row.getString(2));
        String extension = row.getString(12);
        if (extension != null) {
            return new UserType(name, "type", null, List.of(), List.of(), "run there: " + extension);
        }
        String create = create(name, row);
        boolean domain = row.getString(3).equals("d");
        return new UserType(
                name,
                "type",
                create,
                domain ? ofDomain(name, row) : List.of(),
                row.getString(3).equals("e") ? strings(row, 7) : List.of(),
                "make it there as it is in the source");
    }

    private static @Nullable String create(TableId name, ResultSet row) throws SQLException {
        String type = "CREATE TYPE " + Sql.quote(name) + " AS ";
        return switch (row.getString(3)) {
            case "e" -> type + "ENUM "
                    + strings(row, 7).stream().map(Sql::literal).collect(LIST);
            case "d" -> "CREATE DOMAIN " + Sql.quote(name) + " AS " + row.getString(4)
                    + (row.getString(10) == null ? "" : " COLLATE " + row.getString(10))
                    + (row.getBoolean(5) ? " NOT NULL" : "");
                // The row type of a table comes and goes with that table.
            case "c" -> row.getBoolean(13) ? type + strings(row, 8).stream().collect(LIST) : null;
                // A canonical function needs the type, and the type needs the function.
            case "r" -> row.getString(11) == null ? null : type + "RANGE (" + row.getString(11) + ")";
            default -> null;
        };
    }

    private static List<String> ofDomain(TableId name, ResultSet row) throws SQLException {
        String alter = "ALTER DOMAIN " + Sql.quote(name);
        List<String> more = new ArrayList<>();
        strings(row, 9).forEach(constraint -> more.add(alter + " ADD " + constraint));
        if (row.getString(6) != null) {
            more.add(alter + " SET DEFAULT " + row.getString(6));
        }
        return more;
    }
}
