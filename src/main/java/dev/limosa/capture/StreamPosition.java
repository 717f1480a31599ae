package dev.limosa.capture;

import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/**
 * Where the stream is, in a form that survives a restart: the last commit passed, the transaction in progress and how
 * many of its events came. After a restart PostgreSQL sends that transaction from its beginning, and as many of its
 * events are skipped. Every captured event counts, whatever becomes of it.
 */
final class StreamPosition {

    private final long skipTransaction;
    private long skipLeft;
    private long slotLsn;
    private long transactionId;
    private long published;

    StreamPosition(Position from) {
        skipTransaction = from.transactionId();
        skipLeft = from.published();
        slotLsn = from.slotLsn();
        transactionId = from.transactionId();
        published = from.published();
    }

    /** Counts the event; false if an earlier incarnation has published it. */
    boolean passes(Map<String, ?> debeziumOffset, Struct source) {
        Long transaction = source.getInt64("txId");
        if (transaction == null) {
            throw new CaptureException("BUG: cannot place a change event: it has no transaction id");
        }
        if (skipLeft > 0 && transaction == skipTransaction) {
            skipLeft--;
            return false;
        }
        slotLsn = Math.max(slotLsn, passedLsn(debeziumOffset));
        published = transaction == transactionId ? published + 1 : 1;
        transactionId = transaction;
        return true;
    }

    /**
     * What Debezium will acknowledge for this event: the last commit, or before the first one the event's own place.
     */
    private static long passedLsn(Map<String, ?> offset) {
        Object lsn = offset.get("lsn_commit") == null ? offset.get("lsn") : offset.get("lsn_commit");
        return lsn == null ? 0 : ((Number) lsn).longValue();
    }

    long slotLsn() {
        return slotLsn;
    }

    long transactionId() {
        return transactionId;
    }

    long published() {
        return published;
    }
}
