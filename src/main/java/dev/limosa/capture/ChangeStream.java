package dev.limosa.capture;

import dev.limosa.change.Kind;
import dev.limosa.change.OpenReason;
import dev.limosa.change.TableId;
import dev.limosa.fault.CrashPoint;
import dev.limosa.jdbc.OwnTables;
import dev.limosa.jdbc.Sql;
import dev.limosa.topics.ChangeEvent;
import dev.limosa.topics.JsonWriter;
import dev.limosa.topics.RecordHeaders;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes the change stream, event by event, and publishes it: skips what an earlier incarnation published, keeps the
 * position, meets its own watermark rows. For Debezium's one delivering thread.
 */
final class ChangeStream {

    private static final String UNAVAILABLE = "the change stream left a large, unchanged value of this row out;"
            + " it will be read again (REPLICA IDENTITY FULL avoids this)";

    private final Map<TableId, HistoryTable> tables = new LinkedHashMap<>();
    private final Map<TableId, StructRow> rows = new HashMap<>();
    private final HistoryWriter writer;
    private final WindowTracker windows;
    private final ChunkReader chunks;
    private final Watermarks watermarks;
    private final Placeholder placeholder;
    private final CaptureFlow flow;
    private final Signals signals;
    private final byte[] unavailable = RecordHeaders.open(new OpenReason("capture", UNAVAILABLE));
    private final JsonWriter out = new JsonWriter();
    private final StreamPosition position;

    private long watermark;
    private long watermarkAtMicros;

    ChangeStream(
            Collection<HistoryTable> tables,
            Position from,
            HistoryWriter writer,
            WindowTracker windows,
            ChunkReader chunks,
            Watermarks watermarks,
            Placeholder placeholder,
            CaptureFlow flow) {
        tables.forEach(table -> this.tables.put(table.table(), table));
        this.writer = writer;
        this.windows = windows;
        this.chunks = chunks;
        this.watermarks = watermarks;
        this.placeholder = placeholder;
        this.flow = flow;
        this.signals = new Signals(this.tables, writer, windows, chunks);
        this.position = new StreamPosition(from);
        this.watermark = from.watermark();
        this.watermarkAtMicros = from.watermarkAtMicros();
    }

    /** Publishes a batch and its position in one transaction; returns when both are durable. */
    void publish(Iterable<SourceRecord> batch) {
        writer.begin();
        for (SourceRecord event : batch) {
            accept(event);
        }
        writer.commit(position());
        flow.published(tables.values());
    }

    private void accept(SourceRecord event) {
        Struct envelope = (Struct) event.value();
        if (envelope == null || envelope.schema().field("source") == null) {
            return;
        }
        Struct source = envelope.getStruct("source");
        if (position.passes(event.sourceOffset(), source)) {
            CrashPoint.CAPTURE_BEFORE_SEND.reached();
            publish(envelope, source);
            CrashPoint.CAPTURE_INSIDE_TRANSACTION.reached();
        } else {
            flow.counts().add(table(source).toString(), CaptureFlow.SKIPPED, 1);
        }
    }

    private void publish(Struct envelope, Struct source) {
        TableId table = table(source);
        HistoryTable history = tables.get(table);
        if (history != null) {
            publish(history, envelope, source);
        } else if (table.equals(OwnTables.WATERMARKS)) {
            watermark(envelope.getStruct("after"));
        } else if (table.equals(OwnTables.SIGNALS)) {
            signals.met(envelope.getStruct("after"), watermark, watermarkAtMicros);
        }
    }

    /** Not by the event's topic: Debezium gives two tables one where their names differ in special characters. */
    private static TableId table(Struct source) {
        return new TableId(source.getString("schema"), source.getString("table"));
    }

    private void publish(HistoryTable table, Struct envelope, Struct source) {
        String op = envelope.getString("op");
        if (op.equals("t")) {
            windows.truncate(table);
            writer.truncate(table, watermark, watermarkAtMicros);
        } else {
            row(table, envelope, source, Kind.of((byte) op.charAt(0)));
        }
    }

    private void row(HistoryTable table, Struct envelope, Struct source, Kind kind) {
        Struct before = envelope.getStruct("before");
        Struct after = envelope.getStruct("after");
        Struct whole = after == null ? before : after;
        StructRow form = form(table, whole);
        byte[] key = key(table, form, whole);
        ChangeEvent.begin(out);
        before(table, form, before);
        boolean complete = after(form, after);
        ChangeEvent.source(out);
        source(table, source);
        byte[] value = ChangeEvent.end(out, kind.code());
        if (complete) {
            windows.touch(table, key);
            writer.event(table, key, value, kind, null);
        } else {
            windows.touchIncomplete(table, key);
            writer.event(table, key, value, Kind.OPEN, unavailable);
        }
    }

    private byte[] key(HistoryTable table, StructRow form, Struct row) {
        if (!form.writeKey(row, out.clear())) {
            throw new CaptureException("cannot capture table " + table.table() + ": the change stream left out a large,"
                    + " unchanged value of its key " + table.schema().key() + "; run ALTER TABLE "
                    + Sql.quote(table.table()) + " REPLICA IDENTITY FULL on the source, and start over");
        }
        return out.toByteArray();
    }

    /** Without REPLICA IDENTITY FULL the columns beside the key are unknown, not null: they are left out. */
    private void before(HistoryTable table, StructRow form, @Nullable Struct before) {
        if (before == null) {
            out.nullValue();
        } else if (table.description().fullIdentity()) {
            form.write(before, out);
        } else {
            form.writeKey(before, out);
        }
    }

    private boolean after(StructRow form, @Nullable Struct after) {
        ChangeEvent.after(out);
        if (after == null) {
            out.nullValue();
            return true;
        }
        return form.write(after, out);
    }

    private void source(HistoryTable table, Struct source) {
        out.ascii("{\"schema\":").string(table.table().schema());
        out.ascii(",\"table\":").string(table.table().name());
        out.ascii(",\"ts_ms\":").number(source.getInt64("ts_ms"));
        out.ascii(",\"txId\":").number(source.getInt64("txId"));
        out.ascii(",\"lsn\":").number(source.getInt64("lsn")).raw('}');
    }

    private StructRow form(HistoryTable table, Struct row) {
        StructRow form = rows.get(table.table());
        if (form == null || !form.isFor(row.schema())) {
            form = new StructRow(row.schema(), table.description(), placeholder);
            rows.put(table.table(), form);
        }
        return form;
    }

    private void watermark(@Nullable Struct row) {
        if (row == null || !row.getString("migration").equals(writer.migration())) {
            return;
        }
        long number = Long.parseLong(row.getString("number"));
        if (row.getString("kind").equals(Watermarks.WINDOW)) {
            boolean ours = row.getString("owner").equals(watermarks.owner());
            windows.window(ours ? chunks.take(number) : null);
        } else {
            requireNext(number);
            watermark = number;
            watermarkAtMicros = micros(row.getString("at"));
            writer.watermark(tables.values(), number, watermarkAtMicros);
        }
    }

    /** The rows' numbers have no gaps: one that is missing was lost on the way to us, and other changes with it. */
    private void requireNext(long number) {
        if (watermark != 0 && number != watermark + 1) {
            throw new CaptureException("cannot capture from slot of migration '" + writer.migration()
                    + "': expected watermark " + (watermark + 1) + ", found " + number
                    + "; changes in between are lost or came twice, the migration has to start over");
        }
    }

    /** From {@code 2024-05-01 12:00:00.5+00}. */
    private static long micros(String timestamp) {
        LocalDateTime at = LocalDateTime.parse(
                timestamp.substring(0, timestamp.length() - 3).replace(' ', 'T'));
        return at.toEpochSecond(ZoneOffset.UTC) * 1_000_000L + at.getNano() / 1000;
    }

    private Position position() {
        Map<String, Position.TableSnapshot> snapshots = new HashMap<>();
        Map<String, List<Position.PartitionTally>> tallies = new HashMap<>();
        for (HistoryTable table : tables.values()) {
            snapshots.put(table.table().toString(), table.snapshot());
            if (table.hasEventsSinceBarrier()) {
                tallies.put(table.topic(), table.tallies());
            }
        }
        return new Position(
                position.slotLsn(),
                position.transactionId(),
                position.published(),
                writer.sequence(),
                watermark,
                watermarkAtMicros,
                snapshots,
                tallies);
    }
}
