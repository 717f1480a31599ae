package dev.limosa.demo;

import static java.util.Objects.requireNonNull;

import dev.limosa.change.Column;
import dev.limosa.change.TableSchema;
import dev.limosa.jdbc.Sql;
import dev.limosa.topics.CopyTextRow;
import dev.limosa.topics.JsonRow;
import dev.limosa.topics.JsonWriter;
import dev.limosa.verify.ComparedTable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads what {@link Audit} wrote about a table on both sides and has {@link AuditCheck} judge it, key by key. Source
 * rows are run through the table's transforms first. Holds the source's changes in memory, the target's key by key.
 */
public final class AuditComparison {

    /** Sums over all keys; see {@link AuditCheck} for what the two mean. */
    public record Result(long lost, long duplicated) {
        public Result plus(Result other) {
            return new Result(lost + other.lost, duplicated + other.duplicated);
        }
    }

    private static final class History {
        private @Nullable String before;
        private final List<@Nullable String> states = new ArrayList<>();
    }

    private final ComparedTable table;
    private final Map<String, History> changed = new HashMap<>();
    private final MessageDigest md5;
    private final JsonWriter json = new JsonWriter();
    private final JsonRow row = new JsonRow();
    private Result result = new Result(0, 0);

    public AuditComparison(ComparedTable table) {
        this.table = table;
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("BUG: every Java has MD5", e);
        }
    }

    public Result run(Connection source, Connection target) throws SQLException {
        readSource(source);
        readTarget(target);
        changed.values().forEach(unseen -> judge(unseen, List.of()));
        return result;
    }

    /** Two lines to a change: the row before it and the row after it. */
    private void readSource(Connection source) throws SQLException {
        String log = Sql.quote(Audit.log(table.source().table()));
        CopyOut copy = source.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (SELECT md5(key), (change).* FROM (SELECT seq, 0 AS part, key,"
                        + " was AS change FROM " + log + " UNION ALL SELECT seq, 1, key, now FROM " + log
                        + ") both_parts ORDER BY seq, part) TO STDOUT");
        CopyTextRow parser =
                new CopyTextRow(table.source().columns(), table.source().key());
        boolean after = false;
        for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
            int tab = tab(line);
            String key = new String(line, 0, tab, StandardCharsets.UTF_8);
            String state = isNoRow(line, tab + 1) ? null : state(parser, line, tab + 1);
            History history = changed.computeIfAbsent(key, k -> new History());
            if (after) {
                history.states.add(state);
            } else if (history.states.isEmpty()) {
                history.before = state;
            }
            after = !after;
        }
    }

    private static int tab(byte[] line) {
        int at = 0;
        while (line[at] != '\t') {
            at++;
        }
        return at;
    }

    /** A composite that is null prints as nothing but nulls, which no row with a key does. */
    private static boolean isNoRow(byte[] line, int from) {
        for (int at = from; at < line.length - 1; at += 3) {
            if (line[at] != '\\' || line[at + 1] != 'N') {
                return false;
            }
        }
        return true;
    }

    private @Nullable String state(CopyTextRow parser, byte[] line, int from) {
        parser.row(line, from, line.length - 1, json.clear());
        byte[] transformed = table.function().apply(json.toByteArray());
        return transformed == null ? null : digest(row.read(transformed, 0), table.target());
    }

    /** The same as the target's trigger makes of the row. */
    private String digest(JsonRow of, TableSchema target) {
        Map<String, Integer> fields = new HashMap<>();
        for (int field = 0; field < of.size(); field++) {
            fields.put(of.name(field), field);
        }
        String text = target.columns().stream()
                .map(Column::name)
                .map(name -> text(of, fields.get(name), name))
                .collect(Collectors.joining("\u001f"));
        return HexFormat.of().formatHex(md5.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(JsonRow of, @Nullable Integer field, String name) {
        String text = of.text(requireNonNull(field, () -> "cannot find column '" + name + "' in transformed row"));
        return text == null ? "-" : "+" + text;
    }

    private void readTarget(Connection target) throws SQLException {
        target.setAutoCommit(false);
        try (PreparedStatement statement = target.prepareStatement("SELECT md5(key), now, tx::text"
                + " FROM limosa_audit.event WHERE tab = ? ORDER BY md5(key) COLLATE \"C\", seq")) {
            statement.setFetchSize(5000);
            statement.setString(1, table.target().table().toString());
            readEvents(statement.executeQuery());
        }
        target.rollback();
        target.setAutoCommit(true);
    }

    private void readEvents(ResultSet events) throws SQLException {
        String key = null;
        String transaction = "";
        List<@Nullable String> states = new ArrayList<>();
        while (events.next()) {
            if (key != null && !key.equals(events.getString(1))) {
                judge(key, states);
                states.clear();
                transaction = "";
            }
            key = events.getString(1);
            boolean same = transaction.equals(events.getString(3));
            transaction = events.getString(3);
            // A row deleted and put back within one transaction was replaced, for all that anybody could see.
            if (same && states.get(states.size() - 1) == null) {
                states.remove(states.size() - 1);
            }
            states.add(events.getString(2));
        }
        if (key != null) {
            judge(key, states);
        }
    }

    private void judge(String key, List<@Nullable String> states) {
        History history = changed.remove(key);
        if (history == null) {
            // The source's row is as it was at the start; whether the target has it right, the comparison tells.
            history = new History();
            history.before = states.get(0);
        }
        judge(history, states);
    }

    private void judge(History history, List<@Nullable String> states) {
        AuditCheck.Verdict verdict = AuditCheck.check(history.before, history.states, states);
        result = result.plus(new Result(verdict.lost(), verdict.duplicated()));
    }
}
