package dev.limosa.capture;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.limosa.change.Tally;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far capture has come, stored in the same Kafka transaction as the events it speaks of.
 *
 * <p>Debezium's own offset can't tell several changes of one log position apart (COPY, a changed key, TRUNCATE of
 * several tables), so it is not used. PostgreSQL sends transactions whole and in the order of their commits: the last
 * commit passed, and how many events of the transaction after it were published, name every place exactly.
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
record Position(
        long slotLsn,
        long transactionId,
        long published,
        long sequence,
        long watermark,
        long watermarkAtMicros,
        Map<String, TableSnapshot> snapshots,
        Map<String, List<PartitionTally>> tallies) {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /**
     * @param lastKey the key the next chunk begins behind, in PostgreSQL's text form; null before the first chunk
     * @param run how many snapshots of the table went before this one
     */
    record TableSnapshot(@Nullable List<String> lastKey, boolean done, long rows, int run) {

        static final TableSnapshot NOT_BEGUN = new TableSnapshot(null, false, 0, 0);

        /** The next snapshot, before its first chunk. */
        TableSnapshot again() {
            return new TableSnapshot(null, false, 0, run + 1);
        }

        boolean isOlderThan(TableSnapshot other) {
            return run < other.run;
        }
    }

    record PartitionTally(int count, long checksum) {
        static PartitionTally of(Tally tally) {
            return new PartitionTally(tally.count(), tally.checksum());
        }

        Tally toTally() {
            return new Tally(count, checksum);
        }
    }

    /** Before anything was captured: replication begins where the slot was made. */
    static Position beginning(long slotLsn) {
        return new Position(slotLsn, 0, 0, 0, 0, 0, Map.of(), Map.of());
    }

    byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (IOException e) {
            throw new UncheckedIOException("BUG: cannot write capture position", e);
        }
    }

    static Position fromJson(byte[] json) {
        try {
            return JSON.readValue(json, Position.class);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read capture position: expected its JSON, found " + json.length
                            + " bytes that are none; was the position topic written by another program?",
                    e);
        }
    }
}
