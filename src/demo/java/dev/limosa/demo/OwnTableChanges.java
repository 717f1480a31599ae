package dev.limosa.demo;

import static dev.limosa.demo.Statements.update;

import dev.limosa.change.Column;
import dev.limosa.change.TableId;
import dev.limosa.demo.Dataset.ChangeKind;
import dev.limosa.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Changes to a table nothing is known of but its columns: new rows are copies of old ones under a key of their own. */
final class OwnTableChanges implements Changes {

    /** Far beyond the numbers people give their rows; texts get a prefix as well. */
    private static final long FIRST_NUMBER = 7_000_000_000_000_000L;

    private final String table;
    private final String others;
    private final List<String> texts;
    private final boolean numbered;
    private final KeyPool<String> keys;
    private final Sentences sentences;
    private final AtomicLong next = new AtomicLong(FIRST_NUMBER);

    OwnTableChanges(
            TableId table, List<Column> columns, List<String> texts, KeyPool<String> keys, Sentences sentences) {
        this.table = Sql.quote(table);
        List<String> names = columns.stream().skip(1).map(Column::name).toList();
        others = names.isEmpty() ? "" : ", " + Sql.quoteAll(names);
        this.texts = texts;
        numbered = columns.get(0).type().equals("bigint");
        this.keys = keys;
        this.sentences = sentences;
    }

    @Override
    public int make(ChangeKind kind, Connection connection, RandomGenerator random) throws SQLException {
        String id = keys.take(random);
        if (id == null) {
            return 0;
        }
        int changed =
                switch (kind) {
                    case INSERT -> insert(connection, id, newId());
                    case UPDATE -> change(connection, id, random);
                    case DELETE -> update(connection, "DELETE FROM " + table + " WHERE id = ?", id);
                    case KEY_CHANGE -> rename(connection, id, newId());
                };
        connection.commit();
        if (changed > 0 && (kind == ChangeKind.INSERT || kind == ChangeKind.UPDATE)) {
            keys.give(id);
        }
        return changed;
    }

    private String newId() {
        return (numbered ? "" : "limosa-") + next.incrementAndGet();
    }

    private int insert(Connection connection, String id, String other) throws SQLException {
        int changed = update(
                connection,
                "INSERT INTO " + table + " (id" + others + ") SELECT ?" + (numbered ? "::bigint" : "::text") + others
                        + " FROM " + table + " WHERE id = ?",
                other,
                id);
        giveIfChanged(changed, other);
        return changed;
    }

    private int rename(Connection connection, String id, String other) throws SQLException {
        int changed = update(connection, "UPDATE " + table + " SET id = ? WHERE id = ?", other, id);
        giveIfChanged(changed, other);
        return changed;
    }

    private void giveIfChanged(int changed, String id) {
        if (changed > 0) {
            keys.give(id);
        }
    }

    /** A new text in one of the columns; a table without any has its row written as it is. */
    private int change(Connection connection, String id, RandomGenerator random) throws SQLException {
        if (texts.isEmpty()) {
            return update(connection, "UPDATE " + table + " SET id = id WHERE id = ?", id);
        }
        String column = Sql.quote(texts.get(random.nextInt(texts.size())));
        String text = sentences.dirty(sentences.sentence(ShopRows.language(random), random), random);
        return update(connection, "UPDATE " + table + " SET " + column + " = ? WHERE id = ?", text, id);
    }
}
