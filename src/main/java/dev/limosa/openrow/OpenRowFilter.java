package dev.limosa.openrow;

import dev.limosa.change.TableId;
import dev.limosa.topics.JsonRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which open rows are meant.
 *
 * @param table null for all tables
 * @param key null for all keys; else as {@code limosa open list} prints it, or the key's values alone: {@code 7,2}
 */
public record OpenRowFilter(@Nullable TableId table, @Nullable String key) {

    public static final OpenRowFilter ALL = new OpenRowFilter(null, null);

    boolean matches(OpenRow row) {
        return (table == null || table.equals(row.table()))
                && (key == null || key.equals(row.key()) || key.equals(values(row.key())));
    }

    private static String values(String json) {
        JsonRow row = new JsonRow().read(json.getBytes(StandardCharsets.UTF_8), 0);
        List<String> values = new ArrayList<>();
        for (int field = 0; field < row.size(); field++) {
            values.add(String.valueOf(row.text(field)));
        }
        return String.join(",", values);
    }
}
