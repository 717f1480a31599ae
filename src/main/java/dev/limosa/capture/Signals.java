package dev.limosa.capture;

import dev.limosa.change.TableId;
import dev.limosa.jdbc.SourceSignals;
import dev.limosa.topics.JsonRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what an operator asks for by a row in {@code limosa.signal}, at its place in the change stream and in the
 * Kafka transaction of that place: once, whoever dies. For the change stream's thread.
 *
 * <p>A signal that makes no sense is told in the log and passed over: it would stop every later incarnation, too.
 */
final class Signals {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private final Map<TableId, HistoryTable> tables;
    private final HistoryWriter writer;
    private final WindowTracker windows;
    private final ChunkReader chunks;
    private final JsonRow keyRow = new JsonRow();

    Signals(Map<TableId, HistoryTable> tables, HistoryWriter writer, WindowTracker windows, ChunkReader chunks) {
        this.tables = tables;
        this.writer = writer;
        this.windows = windows;
        this.chunks = chunks;
    }

    /** @param row null if a signal's row was deleted, as each is */
    void met(@Nullable Struct row, long watermark, long atMicros) {
        if (row == null || !row.getString("migration").equals(writer.migration())) {
            return;
        }
        HistoryTable table = tables.get(new TableId(row.getString("schema_name"), row.getString("table_name")));
        String kind = row.getString("kind");
        if (table != null && kind.equals(SourceSignals.REREAD)) {
            reread(table, row.getString("key").getBytes(StandardCharsets.UTF_8));
        } else if (table != null && kind.equals(SourceSignals.RESNAPSHOT)) {
            LOG.info("reading all of table={} again, asked for by {}", table.table(), row.getString("requested_by"));
            resnapshot(table, watermark, atMicros);
        } else {
            LOG.warn(
                    "passing over signal {}: expected a captured table, and kind {} or {}, found table {}.{} and kind {}",
                    row.getString("id"),
                    SourceSignals.REREAD,
                    SourceSignals.RESNAPSHOT,
                    row.getString("schema_name"),
                    row.getString("table_name"),
                    kind);
        }
    }

    private void reread(HistoryTable table, byte[] key) {
        if (isKey(table, key)) {
            windows.request(new RowKey(table.table(), key));
        } else {
            LOG.warn(
                    "passing over a signal to read a row of table {} again: expected its key {} as a JSON object"
                            + " without blanks, found something else",
                    table.table(),
                    table.schema().key());
        }
    }

    private boolean isKey(HistoryTable table, byte[] key) {
        try {
            keyRow.read(key, 0);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return false;
        }
        List<String> names = new ArrayList<>();
        for (int field = 0; field < keyRow.size(); field++) {
            if (!keyRow.isNull(field)) {
                names.add(keyRow.name(field));
            }
        }
        return keyRow.end() == key.length && names.equals(table.schema().key());
    }

    /** What history holds up to here is forgotten by everyone who reads it; then comes all that the table holds. */
    private void resnapshot(HistoryTable table, long watermark, long atMicros) {
        windows.truncate(table);
        table.snapshot(table.snapshot().again());
        writer.truncate(table, watermark, atMicros);
        chunks.restart(table);
    }
}
