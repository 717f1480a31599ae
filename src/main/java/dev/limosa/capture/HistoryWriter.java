package dev.limosa.capture;

import dev.limosa.change.Barrier;
import dev.limosa.change.EventHeader;
import dev.limosa.change.Kind;
import dev.limosa.change.OpenReason;
import dev.limosa.change.Tally;
import dev.limosa.fault.CrashPoint;
import dev.limosa.topics.CapturePosition;
import dev.limosa.topics.ChangeEvent;
import dev.limosa.topics.HistoryPartitioner;
import dev.limosa.topics.JsonWriter;
import dev.limosa.topics.RecordHeaders;
import dev.limosa.topics.TopicNames;
import dev.limosa.topics.TopicSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events, barriers and the position, in transactions. Gives every event its sequence number and its ordinal.
 * For one thread.
 */
final class HistoryWriter implements AutoCloseable {

    private static final int SCHEMA_VERSION = 1;
    private static final byte[] WITHOUT_ROW = withoutRow();

    private final Producer<byte[], byte[]> producer;
    private final TopicNames topics;
    private long sequence;
    private boolean open;

    HistoryWriter(Producer<byte[], byte[]> producer, TopicNames topics) {
        this.producer = producer;
        this.topics = topics;
    }

    private static byte[] withoutRow() {
        JsonWriter out = new JsonWriter();
        ChangeEvent.after(ChangeEvent.begin(out).nullValue()).nullValue();
        return ChangeEvent.end(ChangeEvent.source(out).raw('{').raw('}'), Kind.OPEN.code());
    }

    /**
     * Ends the incarnation before this one, and commits a mark to the position topic.
     *
     * <p>A broker that stops after it has decided a commit and before its markers are in all partitions never writes
     * the rest of them, and {@code initTransactions} finds nothing left to do: the transaction is committed, and
     * readers do not see it. The next commit to a partition, ours, shows it there. Without the mark the position before
     * it would be read, and its events, which every partition shows behind the next barrier, published a second time.
     *
     * @return the mark's offset
     */
    long open() throws InterruptedException, ExecutionException {
        producer.initTransactions();
        producer.beginTransaction();
        Future<RecordMetadata> mark =
                producer.send(new ProducerRecord<>(topics.position(), 0, PositionLog.OPENING.clone(), null));
        producer.commitTransaction();
        return mark.get().offset();
    }

    /** Continues behind the last event of the stored position. */
    void continueAfter(long lastSequence) {
        sequence = lastSequence;
    }

    String migration() {
        return topics.migration();
    }

    long sequence() {
        return sequence;
    }

    void begin() {
        if (!open) {
            producer.beginTransaction();
            open = true;
        }
    }

    /** @param incomplete why the row is not complete, as the header says it; null if it is */
    void event(HistoryTable table, byte[] key, byte[] value, Kind kind, byte @Nullable [] incomplete) {
        long size = (long) key.length + value.length;
        if (isTooLarge(size)) {
            withoutRow(table, key, kind, size);
        } else {
            record(table, key, value, kind, incomplete);
        }
    }

    /**
     * Whether no record takes so many bytes. No row becomes shorter as JSON, so that of one whose values alone are too
     * large no envelope needs to be made: the memory for it may not be there.
     */
    static boolean isTooLarge(long bytes) {
        return bytes > TopicSpec.LARGEST_ROW;
    }

    /** An event whose row is too large: of {@code bytes} at least. */
    void withoutRow(HistoryTable table, byte[] key, Kind kind, long bytes) {
        if (kind == Kind.DELETE) {
            record(table, key, WITHOUT_ROW, kind, null);
        } else {
            record(table, key, WITHOUT_ROW, Kind.OPEN, tooLarge(bytes));
        }
    }

    /** @param kind if it fits into a record */
    void row(HistoryTable table, Chunk.Row row, Kind kind) {
        if (row.envelope() == null) {
            withoutRow(table, row.key(), kind, row.bytes());
        } else {
            event(table, row.key(), row.envelope(), kind, null);
        }
    }

    /** Sent as it is, it would be refused each time, and all behind it would wait for ever. */
    private static byte[] tooLarge(long size) {
        return RecordHeaders.open(new OpenReason(
                "capture",
                "cannot put this row into a record: expected at most " + TopicSpec.LARGEST_ROW
                        + " bytes of it before and after the change, found at least " + size
                        + "; shorten it on the source"));
    }

    private void record(HistoryTable table, byte[] key, byte[] value, Kind kind, byte @Nullable [] incomplete) {
        int partition = HistoryPartitioner.partition(key, table.partitions());
        Tally tally = table.tally(partition);
        EventHeader header = new EventHeader(++sequence, tally.count(), SCHEMA_VERSION, kind);
        tally.add(sequence);
        table.sent(kind);
        Header event = new RecordHeader(RecordHeaders.EVENT, RecordHeaders.event(header));
        List<Header> headers =
                incomplete == null ? List.of(event) : List.of(event, new RecordHeader(RecordHeaders.OPEN, incomplete));
        send(new ProducerRecord<>(table.topic(), partition, key, value, headers));
    }

    /** To every partition of every table: all of them have come as far as this. */
    void watermark(Collection<HistoryTable> tables, long number, long atMicros) {
        CrashPoint.CAPTURE_BARRIER_BEFORE_COMMIT.reached();
        for (HistoryTable table : tables) {
            barrier(table, Barrier.Type.WATERMARK, number, atMicros);
        }
    }

    /** The table was emptied here; counts as an event of the source's order. */
    void truncate(HistoryTable table, long lastWatermark, long atMicros) {
        sequence++;
        barrier(table, Barrier.Type.TRUNCATE, lastWatermark, atMicros);
    }

    private void barrier(HistoryTable table, Barrier.Type type, long watermark, long atMicros) {
        for (int partition = 0; partition < table.partitions(); partition++) {
            Tally tally = table.tally(partition);
            Barrier barrier = new Barrier(
                    type,
                    sequence,
                    watermark,
                    atMicros,
                    table.topic(),
                    partition,
                    tally.count(),
                    tally.checksum(),
                    table.snapshot().done());
            tally.clear();
            Header header = new RecordHeader(RecordHeaders.BARRIER, RecordHeaders.barrier(barrier));
            send(new ProducerRecord<>(table.topic(), partition, (byte[]) null, null, List.of(header)));
        }
    }

    /** Remembers a key to be read again, or (with a null value) that it was. */
    void reread(byte[] entryKey, byte @Nullable [] entry) {
        send(new ProducerRecord<>(topics.position(), 0, entryKey, entry));
    }

    /** In a transaction of its own: one left open until the first event would time out while Debezium starts. */
    void schemas(List<ProducerRecord<byte[], byte[]>> records, CapturePosition position) {
        if (!records.isEmpty()) {
            begin();
            records.forEach(this::send);
            commit(position);
        }
    }

    /** Publishes everything since {@link #begin()} together with the position, or nothing. */
    void commit(CapturePosition position) {
        send(new ProducerRecord<>(topics.position(), 0, CapturePosition.key(topics), position.toJson()));
        CrashPoint.CAPTURE_BEFORE_COMMIT.reached();
        producer.commitTransaction();
        open = false;
        CrashPoint.CAPTURE_AFTER_COMMIT.reached();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // commitTransaction throws the first failure of any send before it.
    private void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
    }

    /** An open transaction is left to the next incarnation, whose {@code initTransactions} ends it. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
