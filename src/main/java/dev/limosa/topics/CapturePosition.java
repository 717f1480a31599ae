package dev.limosa.topics;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.limosa.change.Tally;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How far capture has come, stored in the same Kafka transaction as the events it speaks of.
 *
 * <p>Debezium's own offset can't tell several changes of one log position apart (COPY, a changed key, TRUNCATE of
 * several tables), so it is not used. PostgreSQL sends transactions whole and in the order of their commits: the last
 * commit passed, and how many events of the transaction after it were published, name every place exactly.
 *
 * <p>Where that is, is for capture alone to read: the first three components. The rest of the system knows of the
 * source's order what {@code sequence} and {@code watermark} say.
 *
 * @param slotLsn replication restarts here; everything committed up to it is published
 * @param transactionId the transaction in progress, 0 if none
 * @param published events of it that are published already, to be skipped when it is sent again
 * @param sequence number of the last event published
 * @param watermark number of the newest barrier row passed
 * @param watermarkAtMicros when that row was written, by the source's clock
 * @param snapshots table → how far its snapshot has come
 * @param tallies history topic → per partition, events since the last barrier and their checksum; left out if there are
 *     none
 */
public record CapturePosition(
        long slotLsn,
        long transactionId,
        long published,
        long sequence,
        long watermark,
        long watermarkAtMicros,
        Map<String, TableSnapshot> snapshots,
        Map<String, List<PartitionTally>> tallies) {

    /** What is missing would be 0, and a lag computed from that would look like a good one. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /** Its key in the position topic. */
    public static byte[] key(TopicNames topics) {
        return topics.migration().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param lastKey the key the next chunk begins behind, in PostgreSQL's text form; null before the first chunk
     * @param run how many snapshots of the table went before this one
     */
    public record TableSnapshot(@Nullable List<String> lastKey, boolean done, long rows, int run) {

        public static final TableSnapshot NOT_BEGUN = new TableSnapshot(null, false, 0, 0);

        /** The next snapshot, before its first chunk. */
        public TableSnapshot again() {
            return new TableSnapshot(null, false, 0, run + 1);
        }

        public boolean isOlderThan(TableSnapshot other) {
            return run < other.run;
        }
    }

    public record PartitionTally(int count, long checksum) {
        public static PartitionTally of(Tally tally) {
            return new PartitionTally(tally.count(), tally.checksum());
        }

        public Tally toTally() {
            return new Tally(count, checksum);
        }
    }

    /** Before anything was captured: replication begins where the slot was made. */
    public static CapturePosition beginning(long slotLsn) {
        return new CapturePosition(slotLsn, 0, 0, 0, 0, 0, Map.of(), Map.of());
    }

    public byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (IOException e) {
            throw new UncheckedIOException("BUG: cannot write capture position", e);
        }
    }

    /** @throws IllegalStateException naming the record, if it holds none, or not all of one */
    public static CapturePosition of(ConsumerRecord<byte[], byte[]> row) {
        try {
            return JSON.readValue(row.value(), CapturePosition.class);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot read capture position in topic '" + row.topic() + "' at offset " + row.offset()
                            + ": expected JSON with " + components() + ", found " + row.value().length
                            + " bytes without; was it written by another version, or by another program?",
                    e);
        }
    }

    private static String components() {
        return Arrays.stream(CapturePosition.class.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.joining(", "));
    }
}
