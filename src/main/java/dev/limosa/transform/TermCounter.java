package dev.limosa.transform;

import dev.limosa.change.Barrier;
import dev.limosa.change.EventHeader;
import dev.limosa.change.Kind;
import dev.limosa.change.Tally;
import dev.limosa.fault.CrashPoint;
import dev.limosa.topics.HistoryPartitioner;
import dev.limosa.topics.RecordHeaders;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The upper half of a table's term statistics: counts the rows of one history partition, and at each barrier tells
 * {@link TermTotals} by how much the count of each term has changed.
 *
 * <pre>
 * history p → TableProcessor ─┬→ output p
 *                             └→ TermCounter p ─→ terms channel 0…P-1 → TermTotals q → output q of the table of counts
 * </pre>
 *
 * <p><b>What is counted.</b> A row of the target table counts once for each distinct term it holds; so the statistics
 * are always those of the rows as the output topic left them. A row the filter keeps out does not count, a row that is
 * open counts as the target still has it, a change of the key is a delete and a create.
 *
 * <p><b>Why a store and not the event's own before-image.</b> A row may come more than once without one: the snapshot
 * reads rows that the stream has brought already, rows are read again on purpose, and an event behind an open row has
 * as its before-image what never was counted. So the store remembers for each key the terms it was counted with. What
 * is taken away is then exactly what was added, whatever events come, with any replica identity; and a row is segmented
 * once for each change, not twice. The price is memory: see the README.
 *
 * <p><b>Barriers.</b> Between two barriers nothing leaves this task: a term that a thousand rows gained is one
 * difference. With a barrier, each partition of the channel gets the differences of its terms, then the barrier with
 * this partition's number, and with the count and checksum of those records instead of the history's; so the stage
 * behind sees a loss as every other does. After a TRUNCATE all that was counted is taken away; a RESET (a snapshot
 * begun again) is one too, and leaves the barriers behind it unproven until the snapshot is done.
 *
 * <p><b>Exactly once.</b> Stores, changelogs, channel and offsets are in one Kafka transaction. After a crash the
 * stores are what they were at the last commit, with what still was to be told.
 */
final class TermCounter implements Processor<byte[], OutputValue, byte[], OutputValue> {

    /** A record of differences is sent when it has this many bytes: far below what a broker takes. */
    private static final int RECORD_BYTES = 256 * 1024;
    /** Rows of before a TRUNCATE looked at with each barrier: some milliseconds. */
    private static final int SWEPT_AT_ONCE = 20_000;

    private static final int VERSION = 1;

    private final TermNodes nodes;
    private final RowTerms terms;
    private final TermDeltas[] deltas;
    private final Tally[] tallies;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private ProcessorContext<byte[], OutputValue> context;

    @SuppressWarnings("NullAway.Init")
    private CountedRows rows;

    @SuppressWarnings("NullAway.Init")
    private TermCounts counts;

    private byte @Nullable [] origin;

    /**
     * @param terms for this processor alone
     * @param partitions of the channel
     */
    TermCounter(TermNodes nodes, RowTerms terms, int partitions) {
        this.nodes = nodes;
        this.terms = terms;
        this.deltas =
                IntStream.range(0, partitions).mapToObj(p -> new TermDeltas()).toArray(TermDeltas[]::new);
        this.tallies = IntStream.range(0, partitions).mapToObj(p -> new Tally()).toArray(Tally[]::new);
    }

    @Override
    public void init(ProcessorContext<byte[], OutputValue> streams) {
        context = streams;
        rows = new CountedRows(context.getStateStore(nodes.rows()));
        counts = new TermCounts(context.getStateStore(nodes.counts()));
        origin = null;
        // Streams may go back to the last commit from within a barrier, with this same object.
        for (int partition = 0; partition < deltas.length; partition++) {
            deltas[partition].clear();
            tallies[partition].clear();
        }
    }

    @Override
    public void close() {
        rows.close();
    }

    @Override
    public void process(Record<byte[], OutputValue> record) {
        // TableProcessor has read these headers before us.
        EventHeader event = RecordHeaders.event(record.headers());
        Barrier barrier = event == null ? RecordHeaders.barrier(record.headers()) : null;
        if (event != null) {
            event(record, event.kind());
        } else if (barrier != null) {
            barrier(record, barrier);
        }
    }

    private void event(Record<byte[], OutputValue> record, Kind kind) {
        byte[] row = record.value().bytes();
        switch (kind) {
            case READ, CREATE, UPDATE -> count(record.key(), row == null ? DocumentTerms.NONE : terms.of(row));
            case DELETE -> count(record.key(), DocumentTerms.NONE);
            case SKIP, OPEN -> {} // The target keeps what it has.
        }
    }

    private void count(byte[] key, DocumentTerms now) {
        DocumentTerms before = rows.replace(key, now);
        for (String term : before.terms()) {
            if (!now.has(before.language(), term)) {
                counts.add(DocumentTerms.key(before.language(), term), -1);
            }
        }
        for (String term : now.terms()) {
            if (!before.has(now.language(), term)) {
                counts.add(DocumentTerms.key(now.language(), term), 1);
            }
        }
    }

    private void barrier(Record<byte[], OutputValue> record, Barrier barrier) {
        TermCounts.Listener differences = (term, count, before) -> difference(record, barrier, term, count - before);
        if (barrier.type() == Barrier.Type.TRUNCATE) {
            rows.forgetAll();
            counts.clear(differences);
        } else {
            counts.tell(differences);
        }
        for (int partition = 0; partition < deltas.length; partition++) {
            send(record, barrier, partition);
            pass(record, barrier, partition);
        }
        rows.sweep(SWEPT_AT_ONCE);
    }

    private void difference(Record<byte[], OutputValue> record, Barrier barrier, Bytes term, long difference) {
        int partition = HistoryPartitioner.partition(term.get(), deltas.length);
        deltas[partition].add(term, difference);
        if (deltas[partition].size() >= RECORD_BYTES) {
            send(record, barrier, partition);
        }
    }

    private void send(Record<byte[], OutputValue> record, Barrier barrier, int partition) {
        if (deltas[partition].size() > 0) {
            Tally tally = tallies[partition];
            EventHeader event = new EventHeader(barrier.sequence(), tally.count(), VERSION, Kind.UPDATE);
            tally.add(event.sequence());
            forward(record, partition, deltas[partition].take(), RecordHeaders.EVENT, RecordHeaders.event(event));
            CrashPoint.TRANSFORM_TERMS_SENT.reached();
        }
    }

    private void pass(Record<byte[], OutputValue> record, Barrier barrier, int partition) {
        Tally tally = tallies[partition];
        Barrier passed = new Barrier(
                barrier.type(),
                barrier.sequence(),
                barrier.watermark(),
                barrier.atMicros(),
                barrier.topic(),
                barrier.partition(),
                tally.count(),
                tally.checksum(),
                barrier.snapshotDone());
        tally.clear();
        forward(record, partition, null, RecordHeaders.BARRIER, RecordHeaders.barrier(passed));
    }

    private void forward(
            Record<byte[], OutputValue> cause, int partition, byte @Nullable [] value, String header, byte[] content) {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders()
                .add(header, content)
                .add(RecordHeaders.ORIGIN, origin());
        context.forward(
                new Record<>((byte[]) null, new OutputValue(partition, value), cause.timestamp(), headers),
                nodes.channel());
    }

    /** A task reads one partition of one topic, so this is made once. */
    private byte[] origin() {
        byte[] known = origin;
        if (known == null) {
            RecordMetadata place = context.recordMetadata().orElseThrow();
            known = RecordHeaders.origin(place.topic(), place.partition());
            origin = known;
        }
        return known;
    }
}
