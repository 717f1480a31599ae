package dev.limosa.topics;

import java.nio.charset.StandardCharsets;

/**
 * The value of a history record: Debezium's envelope as JSON, without a schema inside.
 *
 * <pre>{"before":null,"after":{"id":1,…},"source":{"schema":…,"table":…,"ts_ms":…,"txId":…,"lsn":…},"op":"c"}</pre>
 *
 * <p>Integers and booleans are JSON's own, every other value is the text PostgreSQL prints for it, so nothing is lost
 * on the way through JSON numbers.
 */
public final class ChangeEvent {

    private static final byte[] BEFORE = ascii("{\"before\":");
    private static final byte[] AFTER = ascii(",\"after\":");
    private static final byte[] SOURCE = ascii(",\"source\":");
    private static final byte[] OP = ascii(",\"op\":\"");

    private ChangeEvent() {}

    /** Begins an envelope; the row before the change (or null) is to follow. */
    public static JsonWriter begin(JsonWriter out) {
        return out.clear().raw(BEFORE);
    }

    /** The row after the change (or null) is to follow. */
    public static JsonWriter after(JsonWriter out) {
        return out.raw(AFTER);
    }

    /** The source block, an object, is to follow. */
    public static JsonWriter source(JsonWriter out) {
        return out.raw(SOURCE);
    }

    public static byte[] end(JsonWriter out, byte op) {
        return out.raw(OP).raw((char) op).raw('"').raw('}').toByteArray();
    }

    /** Where the row before the change begins in every envelope; there stands {@code n} if there is none. */
    public static int before() {
        return BEFORE.length;
    }

    /** Where the row after the change begins in an envelope; there stands {@code n} if there is none. */
    public static int after(byte[] envelope) {
        return JsonRow.valueEnd(envelope, before()) + AFTER.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
