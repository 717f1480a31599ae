package dev.limosa.lag;

/**
 * How far a generation's target is behind the source.
 *
 * @param sentBarrier the newest barrier row on the source
 * @param provenBarrier everything committed before this one is in the target, no row of it open
 * @param seconds how old the newest barrier that all partitions have passed is, by the source's clock alone; it grows
 *     between two barriers, and while nothing arrives
 * @param capturedRows events published to history so far
 * @param appliedRows events of them that lie before the newest barrier all partitions have passed
 * @param openRows rows that could not be carried to the target yet
 * @param snapshotDone whether all rows that were there before are in the target
 */
public record Lag(
        long sentBarrier,
        long provenBarrier,
        double seconds,
        long capturedRows,
        long appliedRows,
        long openRows,
        boolean snapshotDone) {

    public long rowsBehind() {
        return Math.max(0, capturedRows - appliedRows);
    }
}
