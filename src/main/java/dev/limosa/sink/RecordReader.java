package dev.limosa.sink;

import dev.limosa.change.Barrier;
import dev.limosa.change.EventHeader;
import dev.limosa.change.SinkTable;
import dev.limosa.topics.RecordHeaders;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Takes the records of one output partition apart. Keys and values stay bytes. For one thread. */
final class RecordReader {

    private final Output output;
    /** The one history partition behind it, or null if there are several. */
    private final @Nullable HistoryPartition sole;

    private final Map<Bytes, HistoryPartition> origins = new HashMap<>();

    RecordReader(Output output, int partition) {
        this.output = output;
        this.sole = output.isOrdered() ? null : output.origins(partition).get(0);
    }

    /** @param upstream what came before the record */
    Incoming read(SinkRecord record, Upstream upstream) {
        byte @Nullable [] event = header(record, RecordHeaders.EVENT);
        Incoming incoming = event == null ? mark(record) : row(record, RecordHeaders.event(event), upstream);
        byte @Nullable [] fingerprint = header(record, RecordHeaders.FINGERPRINT);
        if (fingerprint != null || event == null) {
            requireSame(output.table(incoming.origin().topic()), fingerprint, record);
        }
        return incoming;
    }

    /** Whoever writes other rows than the generation was begun with should never have been let start. */
    private static void requireSame(SinkTable table, byte @Nullable [] fingerprint, SinkRecord record) {
        String found = fingerprint == null ? "none" : RecordHeaders.fingerprint(fingerprint);
        if (!table.fingerprint().equals(found)) {
            throw new ConnectException("cannot apply " + place(record) + " to table '" + table.target()
                    + "': expected rows made by fingerprint " + table.fingerprint() + ", found " + found
                    + "; stop the replica that makes them: 'limosa transform fingerprint' there tells what it has");
        }
    }

    private Incoming row(SinkRecord record, EventHeader event, Upstream upstream) {
        HistoryPartition origin = origin(record);
        byte @Nullable [] value = bytes(record.value(), "value", record);
        return new Row(
                record.kafkaOffset(),
                output.table(origin.topic()),
                origin,
                upstream.barrier(origin),
                event,
                required(bytes(record.key(), "key", record), "key", record),
                value == null ? null : Value.of(value),
                header(record, RecordHeaders.OPEN));
    }

    private Incoming mark(SinkRecord record) {
        Barrier barrier = RecordHeaders.barrier(
                required(header(record, RecordHeaders.BARRIER), "header " + RecordHeaders.BARRIER, record));
        return new Mark(record.kafkaOffset(), new HistoryPartition(barrier.topic(), barrier.partition()), barrier);
    }

    private HistoryPartition origin(SinkRecord record) {
        if (sole != null) {
            return sole;
        }
        byte[] known = required(header(record, RecordHeaders.ORIGIN), "header " + RecordHeaders.ORIGIN, record);
        // There are few origins and many records: the topic's name is decoded once.
        return origins.computeIfAbsent(
                Bytes.wrap(known),
                key -> new HistoryPartition(RecordHeaders.originTopic(known), RecordHeaders.originPartition(known)));
    }

    private static byte @Nullable [] header(SinkRecord record, String name) {
        Header header = record.headers().lastWithName(name);
        return header == null ? null : bytes(header.value(), "header " + name, record);
    }

    private static byte @Nullable [] bytes(@Nullable Object value, String what, SinkRecord record) {
        if (value == null || value instanceof byte[]) {
            return (byte[]) value;
        }
        throw new ConnectException("cannot read " + what + " of " + place(record) + ": expected bytes, found "
                + value.getClass().getSimpleName() + "; set ByteArrayConverter for keys, values and headers");
    }

    private static byte[] required(byte @Nullable [] bytes, String what, SinkRecord record) {
        if (bytes == null) {
            throw new ConnectException("cannot read " + place(record) + ": expected a " + what
                    + ", found none; only the transform of this migration may write this topic");
        }
        return bytes;
    }

    private static String place(SinkRecord record) {
        return "topic '" + record.topic() + "' partition " + record.kafkaPartition() + " offset "
                + record.kafkaOffset();
    }
}
