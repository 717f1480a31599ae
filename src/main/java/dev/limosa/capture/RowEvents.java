package dev.limosa.capture;

import dev.limosa.change.Kind;
import dev.limosa.change.OpenReason;
import dev.limosa.change.TableId;
import dev.limosa.fault.CrashPoint;
import dev.limosa.jdbc.Sql;
import dev.limosa.topics.ChangeEvent;
import dev.limosa.topics.JsonWriter;
import dev.limosa.topics.RecordHeaders;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Publishes the rows of blocks as events of history. For the change stream's thread. */
final class RowEvents {

    private static final String UNAVAILABLE = "the change stream left a large, unchanged value of this row out;"
            + " it will be read again (REPLICA IDENTITY FULL avoids this)";

    private final Map<TableId, HistoryTable> tables;
    private final Map<Relation, RowForm> forms = new HashMap<>();
    private final StreamPosition position;
    private final HistoryWriter writer;
    private final WindowTracker windows;
    private final Function<TableId, Map<String, Integer>> types;
    private final byte[] unavailable = RecordHeaders.open(new OpenReason("capture", UNAVAILABLE));
    private final JsonWriter out = new JsonWriter();

    /** @param types table → column → oid of its type, when the session began */
    RowEvents(
            Map<TableId, HistoryTable> tables,
            StreamPosition position,
            HistoryWriter writer,
            WindowTracker windows,
            Function<TableId, Map<String, Integer>> types) {
        this.tables = tables;
        this.position = position;
        this.writer = writer;
        this.windows = windows;
        this.types = types;
    }

    /** @param from where the block is; all of its rows are of one transaction */
    void publish(byte[] block, SourcePlace from) {
        RowBlockReader rows = new RowBlockReader(block);
        @Nullable Relation relation = null;
        @Nullable RowForm form = null;
        while (rows.next()) {
            if (form == null || relation != rows.relation()) {
                relation = rows.relation();
                form = forms.computeIfAbsent(relation, this::form);
            }
            row(form, rows, from);
        }
    }

    private RowForm form(Relation relation) {
        HistoryTable table = tables.get(relation.table());
        if (table == null) {
            throw new CaptureException("cannot capture table " + relation.table() + ": expected one of "
                    + tables.keySet() + "; take table.include.list out of capture.properties");
        }
        return new RowForm(relation, table, types.apply(table.table()));
    }

    /** A key that changed is two events: its row is gone, and there is a new one. */
    private void row(RowForm form, RowBlockReader row, SourcePlace from) {
        Tuple before = row.before();
        Tuple after = row.after();
        if (before != null && after != null && !form.hasSameKey(after, before)) {
            event(form, Kind.DELETE, row, from);
            event(form, Kind.CREATE, row, from);
        } else {
            event(form, row.isInsert() ? Kind.CREATE : after == null ? Kind.DELETE : Kind.UPDATE, row, from);
        }
    }

    private void event(RowForm form, Kind kind, RowBlockReader row, SourcePlace from) {
        if (position.passes(from)) {
            CrashPoint.CAPTURE_BEFORE_SEND.reached();
            publish(form, kind, row, from);
            CrashPoint.CAPTURE_INSIDE_TRANSACTION.reached();
        } else {
            form.table().skipped();
        }
    }

    private void publish(RowForm form, Kind kind, RowBlockReader row, SourcePlace from) {
        HistoryTable table = form.table();
        Tuple before = kind == Kind.CREATE ? null : row.before();
        Tuple after = kind == Kind.DELETE ? null : row.after();
        byte[] key = key(form, after == null ? before : after, row.before());
        long bytes = form.bytes(before, after);
        if (HistoryWriter.isTooLarge(bytes)) {
            // Nor would it help to read it again, if it is not complete: what was left out makes it larger still.
            windows.touch(table, key);
            writer.withoutRow(table, key, kind, bytes);
            return;
        }
        boolean complete = writeRows(form, before, after, row.before());
        ChangeEvent.source(out);
        form.writeSource(from.commitMillis(), from.transactionId(), row.lsn(), out);
        byte[] value = ChangeEvent.end(out, kind.code());
        if (complete) {
            windows.touch(table, key);
            writer.event(table, key, value, kind, null);
        } else {
            windows.touchIncomplete(table, key);
            writer.event(table, key, value, Kind.OPEN, unavailable);
        }
    }

    /** @return false if a value is missing from the stream */
    private boolean writeRows(RowForm form, @Nullable Tuple before, @Nullable Tuple after, @Nullable Tuple old) {
        ChangeEvent.begin(out);
        if (before == null) {
            out.nullValue();
        } else {
            form.writeBefore(before, out);
        }
        ChangeEvent.after(out);
        if (after == null) {
            out.nullValue();
            return true;
        }
        return form.write(after, old, out);
    }

    private byte[] key(RowForm form, @Nullable Tuple row, @Nullable Tuple old) {
        if (row == null || !form.writeKey(row, old, out.clear())) {
            HistoryTable table = form.table();
            throw new CaptureException("cannot capture table " + table.table() + ": the change stream left out a value"
                    + " of its key " + table.schema().key() + "; run ALTER TABLE " + Sql.quote(table.table())
                    + " REPLICA IDENTITY FULL on the source, and start over");
        }
        return out.toByteArray();
    }
}
