package dev.limosa.transform;

import dev.limosa.change.Barrier;
import dev.limosa.change.EventHeader;
import dev.limosa.change.Kind;
import dev.limosa.change.SinkTable;
import dev.limosa.change.Tally;
import dev.limosa.fault.CrashPoint;
import dev.limosa.topics.JsonWriter;
import dev.limosa.topics.RecordHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The lower half of a table's term statistics: adds up what the {@link TermCounter} of each history partition tells,
 * for the terms of one partition of the channel, and sends the counts that have changed to the table of counts.
 *
 * <p>Each upstream task sends each barrier to each partition. When one has come from all of them, the counts that have
 * changed are sent, one row a term (a delete where no row is left), and the barrier behind them, with their count and
 * checksum; so for the sink this is a table as any other, and what is proven of it is proven by the same query. Tasks
 * that are ahead may be counted in already; at rest the counts are exactly those of the barrier.
 */
final class TermTotals implements Processor<byte[], byte[], byte[], OutputValue> {

    private static final byte[] LANGUAGE = JsonWriter.nameToken("language");
    private static final byte[] TERM = JsonWriter.nameToken("term");
    private static final byte[] DOCUMENTS = JsonWriter.nameToken("documents");
    private static final int VERSION = 1;

    private final TermNodes nodes;
    private final SinkTable table;
    private final Passage passage;
    private final byte[] fingerprint;
    private final JsonWriter json = new JsonWriter();

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private ProcessorContext<byte[], OutputValue> context;

    @SuppressWarnings("NullAway.Init")
    private PromptCommit commit;

    @SuppressWarnings("NullAway.Init")
    private BarrierVector upstream;

    @SuppressWarnings("NullAway.Init")
    private TermCounts totals;

    /** @param table of the counts */
    TermTotals(TermNodes nodes, SinkTable table, Passage passage) {
        this.nodes = nodes;
        this.table = table;
        this.passage = passage;
        this.fingerprint = RecordHeaders.fingerprint(table.fingerprint());
    }

    @Override
    public void init(ProcessorContext<byte[], OutputValue> streams) {
        context = streams;
        commit = new PromptCommit(streams);
        upstream = new BarrierVector(context.getStateStore(nodes.upstream()), table.historyPartitions());
        totals = new TermCounts(context.getStateStore(nodes.totals()));
    }

    @Override
    public void close() {
        passage.left(table.historyTopic(), context.taskId().partition());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        try {
            process(record, place);
        } catch (BarrierVector.GapException | IllegalArgumentException e) {
            throw new BrokenHistoryException(
                    "cannot count terms of topic '" + place.topic() + "' partition " + place.partition()
                            + " at offset " + place.offset() + ": " + e.getMessage()
                            + "; records were lost or doubled there, or another program writes to it: start another"
                            + " migration for its table",
                    e);
        }
    }

    private void process(Record<byte[], byte[]> record, RecordMetadata place) throws BarrierVector.GapException {
        int from = origin(record.headers());
        EventHeader event = RecordHeaders.event(record.headers());
        Barrier barrier = RecordHeaders.barrier(record.headers());
        if (event != null && record.value() != null) {
            upstream.event(from, event);
            TermDeltas.read(record.value(), this::add);
        } else if (barrier == null) {
            throw new IllegalArgumentException("expected header " + RecordHeaders.EVENT + " with a value or "
                    + RecordHeaders.BARRIER + ", found neither");
        } else if (upstream.barrier(from, barrier)) {
            send(record, barrier, place);
            commit.want();
        }
    }

    private static int origin(Headers headers) {
        Header origin = headers.lastHeader(RecordHeaders.ORIGIN);
        if (origin == null) {
            throw new IllegalArgumentException("expected header " + RecordHeaders.ORIGIN + ", found none");
        }
        return RecordHeaders.originPartition(origin.value());
    }

    private void add(Bytes term, long rows) {
        long total = totals.add(term, rows);
        if (total < 0) {
            throw new IllegalArgumentException("expected a count of rows, found " + total + " for a term");
        }
    }

    private void send(Record<byte[], byte[]> record, Barrier barrier, RecordMetadata place) {
        Tally tally = new Tally();
        totals.tell((term, count, before) -> {
            Kind kind = count == 0 ? Kind.DELETE : Kind.UPDATE;
            EventHeader event = new EventHeader(barrier.sequence(), tally.count(), VERSION, kind);
            tally.add(event.sequence());
            String[] parts = new String(term.get(), StandardCharsets.UTF_8).split("\0", 2);
            byte[] key = key(parts).raw('}').toByteArray();
            byte[] row = count == 0
                    ? null
                    : key(parts).raw(',').raw(DOCUMENTS).number(count).raw('}').toByteArray();
            forward(record, place, key, row, RecordHeaders.EVENT, RecordHeaders.event(event), event.ordinal() == 0);
        });
        CrashPoint.TRANSFORM_TERMS_TOTALLED.reached();
        Barrier passed = new Barrier(
                Barrier.Type.WATERMARK,
                barrier.sequence(),
                barrier.watermark(),
                barrier.atMicros(),
                place.topic(),
                place.partition(),
                tally.count(),
                tally.checksum(),
                barrier.snapshotDone());
        forward(record, place, null, null, RecordHeaders.BARRIER, RecordHeaders.barrier(passed), true);
        passage.passed(place.topic(), place.partition(), passed);
    }

    /** A row's first two fields, which are its key; still open. */
    private JsonWriter key(String[] parts) {
        return json.clear()
                .raw('{')
                .raw(LANGUAGE)
                .string(parts[0])
                .raw(',')
                .raw(TERM)
                .string(parts[1]);
    }

    private void forward(
            Record<byte[], byte[]> cause,
            RecordMetadata place,
            byte @Nullable [] key,
            byte @Nullable [] value,
            String header,
            byte[] content,
            boolean announces) {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders().add(header, content);
        if (announces) {
            headers.add(RecordHeaders.FINGERPRINT, fingerprint);
        }
        context.forward(
                new Record<>(key, new OutputValue(place.partition(), value), cause.timestamp(), headers),
                nodes.termsOutput());
    }
}
