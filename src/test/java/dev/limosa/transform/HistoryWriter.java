package dev.limosa.transform;

import dev.limosa.change.Barrier;
import dev.limosa.change.EventHeader;
import dev.limosa.change.Kind;
import dev.limosa.change.Tally;
import dev.limosa.topics.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** Writes one history partition as capture would, numbers and tallies included. */
final class HistoryWriter {

    private final String topic;
    private final int partition;
    private final Tally tally = new Tally();
    private long sequence = 100;
    private long watermark = 8;

    HistoryWriter(String topic, int partition) {
        this.topic = topic;
        this.partition = partition;
    }

    TestRecord<byte[], byte[]> event(Kind kind, long id, @Nullable String after) {
        String row = after == null ? "null" : after;
        String value = "{\"before\":null,\"after\":" + row + ",\"source\":{\"schema\":\"shop\"},\"op\":\""
                + (char) kind.code() + "\"}";
        return raw(kind, id, value);
    }

    TestRecord<byte[], byte[]> raw(Kind kind, long id, @Nullable String value) {
        EventHeader header = new EventHeader(++sequence, tally.count(), 1, kind);
        tally.add(sequence);
        Headers headers = headers().add(RecordHeaders.EVENT, RecordHeaders.event(header));
        return new TestRecord<>(bytes("{\"id\":" + id + "}"), value == null ? null : bytes(value), headers, 1000L);
    }

    TestRecord<byte[], byte[]> barrier() {
        return barrier(Barrier.Type.WATERMARK, tally.count(), tally.checksum());
    }

    TestRecord<byte[], byte[]> truncate() {
        sequence++;
        return barrier(Barrier.Type.TRUNCATE, tally.count(), tally.checksum());
    }

    TestRecord<byte[], byte[]> barrier(Barrier.Type type, int count, long checksum) {
        watermark += type == Barrier.Type.WATERMARK ? 1 : 0;
        Barrier barrier = new Barrier(type, sequence, watermark, 1_000_000, topic, partition, count, checksum, true);
        tally.clear();
        return new TestRecord<>(
                null, null, headers().add(RecordHeaders.BARRIER, RecordHeaders.barrier(barrier)), 1000L);
    }

    /** All but the one by which the output says now and then what its rows are made by. */
    static List<Header> known(Headers headers) {
        return Arrays.stream(headers.toArray())
                .filter(header -> !header.key().equals(RecordHeaders.FINGERPRINT))
                .toList();
    }

    static Headers headers() {
        return new org.apache.kafka.common.header.internals.RecordHeaders();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
