package dev.limosa.capture;

import dev.limosa.change.TableId;
import dev.limosa.fault.CrashPoint;
import dev.limosa.jdbc.OwnTables;
import dev.limosa.topics.CapturePosition;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes the change stream, record by record, and publishes it: skips what an earlier incarnation published, keeps the
 * position, meets its own watermark rows. For Debezium's one delivering thread.
 */
final class ChangeStream {

    /** In one transaction of Kafka; what begins before is in it wholly, a block or a chunk. */
    private static final int MOST_EVENTS = 8_192;

    private final Map<TableId, HistoryTable> tables = new LinkedHashMap<>();
    private final HistoryWriter writer;
    private final WindowTracker windows;
    private final ChunkReader chunks;
    private final Watermarks watermarks;
    private final SourceWatch watch;
    private final CaptureFlow flow;
    private final Signals signals;
    private final StreamPosition position;
    private final RowEvents rows;

    private long watermark;
    private long watermarkAtMicros;

    ChangeStream(
            Collection<HistoryTable> tables,
            CapturePosition from,
            HistoryWriter writer,
            WindowTracker windows,
            ChunkReader chunks,
            Watermarks watermarks,
            SourceWatch watch,
            CaptureFlow flow) {
        tables.forEach(table -> this.tables.put(table.table(), table));
        this.writer = writer;
        this.windows = windows;
        this.chunks = chunks;
        this.watermarks = watermarks;
        this.watch = watch;
        this.flow = flow;
        this.signals = new Signals(this.tables, writer, windows, chunks);
        this.position = new StreamPosition(from);
        this.rows = new RowEvents(this.tables, position, writer, windows, watch::types);
        this.watermark = from.watermark();
        this.watermarkAtMicros = from.watermarkAtMicros();
    }

    /**
     * Publishes what comes next and its position in one transaction; returns when both are durable.
     *
     * @param records are taken from until there are enough for one transaction
     * @return how many events were published
     */
    long publish(Iterator<SourceRecord> records) {
        long before = writer.sequence();
        writer.begin();
        while (records.hasNext() && writer.sequence() - before < MOST_EVENTS) {
            accept(records.next());
        }
        writer.commit(position());
        flow.published(tables.values());
        return writer.sequence() - before;
    }

    private void accept(SourceRecord record) {
        Struct envelope = (Struct) record.value();
        if (envelope == null || envelope.schema().field("source") == null) {
            return;
        }
        Struct source = envelope.getStruct("source");
        SourcePlace place = SourcePlace.of(record.sourceOffset(), source);
        chunks.brought(place.transactionId());
        if (envelope.schema().field("message") != null) {
            rows.publish(envelope.getStruct("message").getBytes("content"), place);
        } else {
            accept(envelope, source, place);
        }
    }

    private void accept(Struct envelope, Struct source, SourcePlace place) {
        // Not by the record's topic: Debezium gives two tables one where their names differ in special characters.
        TableId table = new TableId(source.getString("schema"), source.getString("table"));
        HistoryTable history = tables.get(table);
        if (position.passes(place)) {
            CrashPoint.CAPTURE_BEFORE_SEND.reached();
            publish(table, history, envelope);
            CrashPoint.CAPTURE_INSIDE_TRANSACTION.reached();
        } else if (history != null) {
            history.skipped();
        }
    }

    private void publish(TableId table, @Nullable HistoryTable history, Struct envelope) {
        if (history != null && envelope.getString("op").equals("t")) {
            windows.truncate(history);
            writer.truncate(history, watermark, watermarkAtMicros);
        } else if (table.equals(OwnTables.WATERMARKS)) {
            watermark(envelope.getStruct("after"));
        } else if (table.equals(OwnTables.SIGNALS)) {
            signals.met(envelope.getStruct("after"), watermark, watermarkAtMicros);
        }
    }

    private void watermark(@Nullable Struct row) {
        if (row == null || !row.getString("migration").equals(writer.migration())) {
            return;
        }
        long number = Long.parseLong(row.getString("number"));
        boolean ours = row.getString("owner").equals(watermarks.owner());
        if (row.getString("kind").equals(Watermarks.WINDOW)) {
            windows.window(ours ? chunks.take(number) : null);
        } else {
            requireNext(number);
            if (ours) {
                watch.requireWhole();
            }
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

    /** Everything committed up to there is published. */
    long slotLsn() {
        return position.slotLsn();
    }

    CapturePosition position() {
        Map<String, CapturePosition.TableSnapshot> snapshots = new HashMap<>();
        Map<String, List<CapturePosition.PartitionTally>> tallies = new HashMap<>();
        for (HistoryTable table : tables.values()) {
            snapshots.put(table.table().toString(), table.snapshot());
            if (table.hasEventsSinceBarrier()) {
                tallies.put(table.topic(), table.tallies());
            }
        }
        return new CapturePosition(
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
