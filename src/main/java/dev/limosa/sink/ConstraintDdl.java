package dev.limosa.sink;

import dev.limosa.change.SinkTable;
import dev.limosa.jdbc.Sql;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be told of the statement that makes a constraint. */
final class ConstraintDdl {

    private static final Pattern NAME = Pattern.compile("ADD CONSTRAINT (\"(?:[^\"]|\"\")+\"|\\w+) ");

    private ConstraintDdl() {}

    static boolean isForeignKey(String ddl) {
        return ddl.toUpperCase(Locale.ROOT).contains("FOREIGN KEY");
    }

    /** The statement that takes back what {@code ddl} has made. */
    static String drop(SinkTable table, String ddl) {
        String alter = "ALTER TABLE " + Sql.quote(table.target()) + " ";
        Matcher name = NAME.matcher(ddl);
        // A table's name may hold anything, these words too.
        if (!name.find(ddl.startsWith(alter) ? alter.length() : 0)) {
            throw new IllegalStateException("cannot drop a constraint of table " + table.target()
                    + ": expected its name in limosa.sink_table, found none; was it written by another version?");
        }
        return alter + "DROP CONSTRAINT IF EXISTS " + name.group(1);
    }
}
