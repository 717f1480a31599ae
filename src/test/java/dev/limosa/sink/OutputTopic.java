package dev.limosa.sink;

import dev.limosa.change.Barrier;
import dev.limosa.change.EventHeader;
import dev.limosa.change.Kind;
import dev.limosa.change.OpenReason;
import dev.limosa.change.SinkTable;
import dev.limosa.change.Tally;
import dev.limosa.topics.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Writes records as the transform would: with sequence numbers, ordinals and tallies that are right. */
final class OutputTopic {

    private final SinkTable table;
    private final Source source;
    /** Whether the table's snapshot is over. */
    private boolean done;

    private final Map<Integer, Tally> tallies = new HashMap<>();

    /** What all tables of a migration share: the order of events, and the log of each output partition. */
    static final class Source {
        private long sequence;
        private final Map<TopicPartition, List<SinkRecord>> logs = new HashMap<>();

        List<SinkRecord> log(String topic, int partition) {
            return logs.computeIfAbsent(new TopicPartition(topic, partition), p -> new ArrayList<>());
        }

        /** Passes over one number, as an event of a table that nobody migrates would. */
        void skip() {
            sequence++;
        }

        long sequence() {
            return sequence;
        }
    }

    OutputTopic(SinkTable table, Source source) {
        this.table = table;
        this.source = source;
    }

    SinkRecord read(int partition, String key, String row) {
        return event(partition, Kind.READ, key, row, null);
    }

    SinkRecord upsert(int partition, String key, String row) {
        return event(partition, Kind.UPDATE, key, row, null);
    }

    SinkRecord delete(int partition, String key) {
        return event(partition, Kind.DELETE, key, null, null);
    }

    SinkRecord skip(int partition, String key) {
        return event(partition, Kind.SKIP, key, null, null);
    }

    SinkRecord open(int partition, String key) {
        return event(partition, Kind.OPEN, key, null, new OpenReason("transform", "no dictionary"));
    }

    /** An event that never reaches the output: what was sent before it and comes after it will not fit together. */
    void lose(int partition) {
        tally(partition).add(++source.sequence);
    }

    SinkRecord watermark(int partition, long number) {
        return watermark(partition, number, done);
    }

    SinkRecord watermark(int partition, long number, boolean snapshotDone) {
        done = snapshotDone;
        return barrier(partition, Barrier.Type.WATERMARK, source.sequence, number, snapshotDone);
    }

    /** One copy for every partition of the table. */
    List<SinkRecord> truncate(long lastWatermark) {
        source.sequence++;
        List<SinkRecord> copies = new ArrayList<>();
        for (int p = 0; p < table.historyPartitions(); p++) {
            copies.add(barrier(p, Barrier.Type.TRUNCATE, source.sequence, lastWatermark, done));
        }
        return copies;
    }

    /** The table's snapshot begins again behind it. */
    List<SinkRecord> reset(long lastWatermark) {
        done = false;
        return truncate(lastWatermark);
    }

    private SinkRecord barrier(int partition, Barrier.Type type, long sequence, long watermark, boolean done) {
        Tally tally = tally(partition);
        Barrier barrier = new Barrier(
                type,
                sequence,
                watermark,
                watermark * 1_000_000,
                table.historyTopic(),
                partition,
                tally.count(),
                tally.checksum(),
                done);
        tally.clear();
        ConnectHeaders headers = new ConnectHeaders();
        headers.addBytes(RecordHeaders.BARRIER, RecordHeaders.barrier(barrier));
        headers.addBytes(RecordHeaders.FINGERPRINT, RecordHeaders.fingerprint(table.fingerprint()));
        return append(partition, null, null, headers);
    }

    private SinkRecord event(int partition, Kind kind, String key, @Nullable String row, @Nullable OpenReason reason) {
        EventHeader event = new EventHeader(++source.sequence, tally(partition).count(), 1, kind);
        tally(partition).add(event.sequence());
        ConnectHeaders headers = new ConnectHeaders();
        headers.addBytes(RecordHeaders.EVENT, RecordHeaders.event(event));
        headers.addBytes(RecordHeaders.ORIGIN, RecordHeaders.origin(table.historyTopic(), partition));
        if (reason != null) {
            headers.addBytes(RecordHeaders.OPEN, RecordHeaders.open(reason));
        }
        return append(partition, utf8(key), row == null ? null : utf8(row), headers);
    }

    private SinkRecord append(int partition, byte @Nullable [] key, byte @Nullable [] value, ConnectHeaders headers) {
        int at = table.apply() == dev.limosa.change.ApplyMode.ORDERED ? 0 : partition;
        List<SinkRecord> log = source.log(table.outputTopic(), at);
        // Offsets are not contiguous: transactions leave markers in the log.
        long offset = log.size() * 2L;
        SinkRecord record = new SinkRecord(
                table.outputTopic(),
                at,
                null,
                key,
                null,
                value,
                offset,
                null,
                TimestampType.NO_TIMESTAMP_TYPE,
                headers);
        log.add(record);
        return record;
    }

    private Tally tally(int partition) {
        return tallies.computeIfAbsent(partition, p -> new Tally());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
