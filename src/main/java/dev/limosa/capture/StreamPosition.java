package dev.limosa.capture;

import dev.limosa.topics.CapturePosition;

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

    StreamPosition(CapturePosition from) {
        skipTransaction = from.transactionId();
        skipLeft = from.published();
        slotLsn = from.slotLsn();
        transactionId = from.transactionId();
        published = from.published();
    }

    /** Counts the event; false if an earlier incarnation has published it. */
    boolean passes(SourcePlace at) {
        long transaction = at.transactionId();
        if (skipLeft > 0 && transaction == skipTransaction) {
            skipLeft--;
            return false;
        }
        slotLsn = Math.max(slotLsn, at.passedLsn());
        published = transaction == transactionId ? published + 1 : 1;
        transactionId = transaction;
        return true;
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
