package dev.limosa.sink;

import dev.limosa.change.Column;
import dev.limosa.change.SinkTable;
import dev.limosa.jdbc.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The statements that write one table: each takes any number of rows, as one array of texts for each column. */
record TableSql(String copy, String upsert, String delete) {

    static TableSql of(SinkTable table) {
        return new TableSql(copy(table), upsert(table), delete(table));
    }

    private static String copy(SinkTable table) {
        return "COPY " + Sql.quote(table.target()) + " (" + Sql.quoteAll(names(table)) + ") FROM STDIN";
    }

    private static String upsert(SinkTable table) {
        List<String> casts = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            casts.add("r.c" + i + "::" + CastType.of(table.columns().get(i).type()));
        }
        // OVERRIDING: an identity column of the target takes the source's number.
        return "INSERT INTO " + Sql.quote(table.target()) + " (" + Sql.quoteAll(names(table))
                + ") OVERRIDING SYSTEM VALUE SELECT " + String.join(", ", casts) + " FROM " + arrays(casts.size())
                + " ON CONFLICT (" + Sql.quoteAll(table.key()) + ") DO " + onConflict(table);
    }

    private static String onConflict(SinkTable table) {
        String assignments = names(table).stream()
                .filter(name -> !table.key().contains(name))
                .map(name -> Sql.quote(name) + " = excluded." + Sql.quote(name))
                .collect(Collectors.joining(", "));
        return assignments.isEmpty() ? "NOTHING" : "UPDATE SET " + assignments;
    }

    private static String delete(SinkTable table) {
        Map<String, String> types = new HashMap<>();
        for (Column column : table.columns()) {
            types.put(column.name(), CastType.of(column.type()));
        }
        String matches = IntStream.range(0, table.key().size())
                .mapToObj(i -> "t." + Sql.quote(table.key().get(i)) + " = r.c" + i + "::"
                        + types.get(table.key().get(i)))
                .collect(Collectors.joining(" AND "));
        return "DELETE FROM " + Sql.quote(table.target()) + " AS t USING "
                + arrays(table.key().size()) + " WHERE " + matches;
    }

    private static List<String> names(SinkTable table) {
        return table.columns().stream().map(Column::name).toList();
    }

    private static String arrays(int columns) {
        String parameters =
                IntStream.range(0, columns).mapToObj(i -> "?::text[]").collect(Collectors.joining(", "));
        String names = IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        return "unnest(" + parameters + ") AS r(" + names + ")";
    }
}
