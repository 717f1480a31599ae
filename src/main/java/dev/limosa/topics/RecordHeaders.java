package dev.limosa.topics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.limosa.change.Barrier;
import dev.limosa.change.EventHeader;
import dev.limosa.change.Kind;
import dev.limosa.change.OpenReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers of history and output records. A record has either {@link #EVENT} (a change of one key) or
 * {@link #BARRIER} (no key, no value).
 */
public final class RecordHeaders {

    /** 17 bytes: sequence, ordinal, schema version, kind. */
    public static final String EVENT = "limosa.event";
    /** JSON of a {@link Barrier}. */
    public static final String BARRIER = "limosa.barrier";
    /** Output topics of ordered groups only: the history partition (4 bytes), then the history topic's name. */
    public static final String ORIGIN = "limosa.origin";
    /**
     * What makes the table's rows, as its short fingerprint in hexadecimal digits: on every barrier of an output topic,
     * and on the first record of each task that writes to it. So it is known of every record, and a row carries none.
     */
    public static final String FINGERPRINT = "limosa.fingerprint";
    /** JSON of an {@link OpenReason}, on records of kind {@link Kind#OPEN}. */
    public static final String OPEN = "limosa.open";

    private static final int EVENT_SIZE = Long.BYTES + Integer.BYTES + Integer.BYTES + 1;
    private static final ObjectMapper JSON =
            JsonMapper.builder(new JsonFactory()).build();

    private RecordHeaders() {}

    public static byte[] event(EventHeader header) {
        return ByteBuffer.allocate(EVENT_SIZE)
                .putLong(header.sequence())
                .putInt(header.ordinal())
                .putInt(header.schemaVersion())
                .put(header.kind().code())
                .array();
    }

    /** The event's header, or null if the record is a barrier. */
    public static @Nullable EventHeader event(Headers headers) {
        Header header = headers.lastHeader(EVENT);
        return header == null ? null : event(header.value());
    }

    public static EventHeader event(byte[] bytes) {
        if (bytes.length != EVENT_SIZE) {
            throw new IllegalArgumentException("cannot read header " + EVENT + ": expected " + EVENT_SIZE
                    + " bytes, found " + bytes.length + "; is the topic written by another program?");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new EventHeader(in.getLong(), in.getInt(), in.getInt(), Kind.of(in.get()));
    }

    public static byte[] barrier(Barrier barrier) {
        return write(barrier);
    }

    /** The barrier, or null if the record is an event. */
    public static @Nullable Barrier barrier(Headers headers) {
        Header header = headers.lastHeader(BARRIER);
        return header == null ? null : barrier(header.value());
    }

    public static Barrier barrier(byte[] bytes) {
        return read(bytes, Barrier.class, BARRIER);
    }

    public static byte[] origin(String historyTopic, int partition) {
        byte[] topic = historyTopic.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(Integer.BYTES + topic.length)
                .putInt(partition)
                .put(topic)
                .array();
    }

    public static int originPartition(byte[] origin) {
        return ByteBuffer.wrap(origin).getInt();
    }

    public static String originTopic(byte[] origin) {
        return new String(origin, Integer.BYTES, origin.length - Integer.BYTES, StandardCharsets.US_ASCII);
    }

    public static byte[] fingerprint(String shortForm) {
        return shortForm.getBytes(StandardCharsets.US_ASCII);
    }

    public static String fingerprint(byte[] header) {
        return new String(header, StandardCharsets.US_ASCII);
    }

    public static byte[] open(OpenReason reason) {
        return write(reason);
    }

    public static OpenReason open(byte[] bytes) {
        return read(bytes, OpenReason.class, OPEN);
    }

    private static byte[] write(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "BUG: cannot write " + value.getClass().getSimpleName(), e);
        }
    }

    private static <T> T read(byte[] bytes, Class<T> type, String header) {
        try {
            return JSON.readValue(bytes, type);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot read header " + header + ": expected JSON of a " + type.getSimpleName() + ", found "
                            + bytes.length + " bytes that are none",
                    e);
        }
    }
}
