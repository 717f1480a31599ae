package dev.limosa.transform;

import dev.limosa.change.Barrier;
import dev.limosa.change.EventHeader;
import dev.limosa.change.Kind;
import dev.limosa.change.OpenReason;
import dev.limosa.fault.CrashPoint;
import dev.limosa.flow.RowCounts;
import dev.limosa.topics.ChangeEvent;
import dev.limosa.topics.RecordHeaders;
import dev.limosa.topics.TopicSpec;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Turns each record of one history partition into exactly one output record, in place. Stateless but for the count that
 * finds lost events, which starts anew with {@link #init}: Streams calls that again when it goes back to the last
 * commit.
 */
final class TableProcessor implements Processor<byte[], byte[], byte[], OutputValue> {

    static final String STAGE = "transform";

    private static final Logger LOG = LoggerFactory.getLogger(TableProcessor.class);

    private final TransformTable table;
    private final int generation;
    private final RowTransform transform;
    private final TableNodes nodes;
    /** The operator that counts the terms of the rows made, or null. */
    private final @Nullable String counter;

    private final Passage passage;
    private final byte[] fingerprint;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private ProcessorContext<byte[], OutputValue> context;

    @SuppressWarnings("NullAway.Init")
    private PromptCommit commit;

    private Continuity continuity = new Continuity();
    private byte @Nullable [] origin;
    private boolean announced;
    private boolean warned;
    private long rows;
    private long filtered;
    private long opened;

    /** @param transform for this processor alone */
    TableProcessor(TransformTable table, int generation, RowTransform transform, Passage passage) {
        this.table = table;
        this.generation = generation;
        this.transform = transform;
        this.passage = passage;
        this.fingerprint = RecordHeaders.fingerprint(table.sink().fingerprint());
        this.nodes = new TableNodes(table.historyTopic());
        this.counter = table.terms() == null
                ? null
                : table.terms().nodes(table.schema().table()).counter();
    }

    @Override
    public void init(ProcessorContext<byte[], OutputValue> streams) {
        context = streams;
        commit = new PromptCommit(streams);
        continuity = new Continuity();
        origin = null;
        announced = false;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        EventHeader event = header(RecordHeaders::event, record, place);
        if (event != null) {
            continuity.event(event, place);
            event(record, event, place);
            CrashPoint.TRANSFORM_INSIDE_BATCH.reached();
        } else {
            barrier(record, place);
            CrashPoint.TRANSFORM_AT_BARRIER.reached();
        }
    }

    private void barrier(Record<byte[], byte[]> record, RecordMetadata place) {
        Barrier barrier = header(RecordHeaders::barrier, record, place);
        if (barrier == null) {
            throw unreadable(place, null);
        }
        continuity.barrier(barrier, place);
        announced = false;
        emit(record, null, place);
        commit.want();
        passage.passed(place.topic(), place.partition(), barrier);
        tell();
    }

    private void tell() {
        String name = table.schema().table().toString();
        passage.counts().add(name, RowCounts.Kind.ROW, rows);
        passage.counts().add(name, RowCounts.Kind.FILTERED, filtered);
        passage.counts().add(name, RowCounts.Kind.OPEN, opened);
        transform.tell(passage::text);
        rows = 0;
        filtered = 0;
        opened = 0;
    }

    @Override
    public void close() {
        passage.left(table.historyTopic(), context.taskId().partition());
    }

    private void event(Record<byte[], byte[]> record, EventHeader event, RecordMetadata place) {
        rows++;
        switch (event.kind()) {
            case READ, CREATE, UPDATE -> row(record, event, place);
            case DELETE, SKIP, OPEN -> emit(record, null, place);
        }
        if (event.kind() != Kind.READ) {
            commit.want();
        }
    }

    private void row(Record<byte[], byte[]> record, EventHeader event, RecordMetadata place) {
        byte[] row;
        try {
            row = fitting(transform.apply(record.value(), ChangeEvent.after(record.value())), record.key());
        } catch (RuntimeException e) {
            // Nothing in there leaves this thread: what it throws is about this row, never about an outage.
            open(record, event, place, e);
            return;
        }
        filtered += row == null ? 1 : 0;
        emit(row == null ? as(record, event, leftOut(event.kind())) : record, row, place);
    }

    /** A record that the broker refuses would end the thread, and the next one in turn. */
    private byte @Nullable [] fitting(byte @Nullable [] row, byte[] key) {
        if (row != null && key.length + row.length > TopicSpec.LARGEST_ROW) {
            throw new TransformException("cannot transform row of table '"
                    + table.schema().table() + "': expected at most " + TopicSpec.LARGEST_ROW
                    + " bytes of it with all its outputs, found " + (key.length + row.length)
                    + "; shorten it on the source, or take an output out");
        }
        return row;
    }

    /** A row the filter keeps out: a change may have to take an earlier version of it away, a snapshot has none. */
    private static Kind leftOut(Kind kind) {
        return kind == Kind.READ ? Kind.SKIP : Kind.DELETE;
    }

    private void open(Record<byte[], byte[]> record, EventHeader event, RecordMetadata place, RuntimeException why) {
        OpenReason reason = new OpenReason(STAGE, error(why));
        report(place, reason);
        opened++;
        context.forward(DeadLetter.of(record, reason, generation, place), nodes.deadLetters());
        Record<byte[], byte[]> open = as(record, event, Kind.OPEN);
        open.headers().add(RecordHeaders.OPEN, RecordHeaders.open(reason));
        emit(open, null, place);
    }

    /** Only our own messages are known to hold no value of the row. */
    private String error(RuntimeException why) {
        return why instanceof TransformException
                ? String.valueOf(why.getMessage())
                : "cannot read row of table '" + table.schema().table() + "': expected a change event, found "
                        + why.getClass().getSimpleName();
    }

    /** The first one aloud: a million rows of one wrong column must not bury the rest of the log. */
    private void report(RecordMetadata place, OpenReason reason) {
        LOG.atLevel(warned ? Level.DEBUG : Level.WARN)
                .log(
                        "row left open: {} partition {} offset {}: {} (more of this task are logged as DEBUG)",
                        place.topic(),
                        place.partition(),
                        place.offset(),
                        reason.error());
        warned = true;
    }

    private void emit(Record<byte[], byte[]> record, byte @Nullable [] value, RecordMetadata place) {
        if (table.ordered()) {
            record.headers().add(RecordHeaders.ORIGIN, origin(place));
        }
        announce(record);
        int partition = table.ordered() ? 0 : place.partition();
        Record<byte[], OutputValue> made = record.withValue(new OutputValue(partition, value));
        context.forward(made, nodes.output());
        if (counter != null) {
            context.forward(made, counter);
        }
    }

    /** The first record of a task and each barrier say what the rows up to the next barrier are made by. */
    private void announce(Record<byte[], byte[]> record) {
        if (!announced) {
            record.headers().remove(RecordHeaders.FINGERPRINT).add(RecordHeaders.FINGERPRINT, fingerprint);
        }
        announced = true;
    }

    /** A task reads one partition of one topic, so this is made once. */
    private byte[] origin(RecordMetadata place) {
        byte[] known = origin;
        if (known == null) {
            known = RecordHeaders.origin(place.topic(), place.partition());
            origin = known;
        }
        return known;
    }

    private static Record<byte[], byte[]> as(Record<byte[], byte[]> record, EventHeader event, Kind kind) {
        record.headers().remove(RecordHeaders.EVENT).add(RecordHeaders.EVENT, RecordHeaders.event(event.as(kind)));
        return record;
    }

    private static <T> @Nullable T header(
            Function<Headers, @Nullable T> reader, Record<byte[], byte[]> record, RecordMetadata place) {
        try {
            return reader.apply(record.headers());
        } catch (IllegalArgumentException e) {
            throw unreadable(place, e);
        }
    }

    private static BrokenHistoryException unreadable(RecordMetadata place, @Nullable Throwable cause) {
        return new BrokenHistoryException(
                "cannot read history topic '" + place.topic() + "' partition " + place.partition() + " at offset "
                        + place.offset() + ": expected header " + RecordHeaders.EVENT + " or " + RecordHeaders.BARRIER
                        + ", found none that can be read; does another program write to it?",
                cause);
    }
}
