package dev.limosa.capture;

import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/**
 * Where a record of Debezium's is in the change stream.
 *
 * @param passedLsn the last commit before it, or before the first one the record's own place: what was committed up to
 *     there has all been sent
 * @param transactionId of the transaction it is of
 * @param commitMillis when that one was committed, by the source's clock
 */
record SourcePlace(long passedLsn, long transactionId, long commitMillis) {

    static SourcePlace of(Map<String, ?> offset, Struct source) {
        Long transaction = source.getInt64("txId");
        if (transaction == null) {
            throw new CaptureException("BUG: cannot place a change event: it has no transaction id");
        }
        return new SourcePlace(passedLsn(offset), transaction, source.getInt64("ts_ms"));
    }

    private static long passedLsn(Map<String, ?> offset) {
        Object lsn = offset.get("lsn_commit") == null ? offset.get("lsn") : offset.get("lsn_commit");
        return lsn == null ? 0 : ((Number) lsn).longValue();
    }
}
