package dev.limosa.change;

import org.jspecify.annotations.Nullable;

/**
 * How far one history partition has come at a place behind it, and whether what comes there next is what follows: each
 * event by its ordinal at once, all of them at the next barrier by their number and checksum, and each watermark by its
 * own number. Mutable, for one thread.
 */
public final class Lane {

    private final Tally tally;
    /** Whether the tally holds every event since the last barrier. */
    private boolean whole;

    private long watermark;

    /** Nothing has come yet. */
    public Lane() {
        this(0, 0, 0);
    }

    /** Goes on where another had come to; what the three mean, its getters say. */
    public Lane(long watermark, int count, long checksum) {
        this.tally = new Tally(count, checksum);
        this.whole = true;
        this.watermark = watermark;
    }

    /** Begins before that event of an interval: what went before it, only its number tells. */
    public static Lane from(int ordinal) {
        Lane lane = new Lane(0, ordinal, 0);
        lane.whole = ordinal == 0;
        return lane;
    }

    /** @return null if it is the one that follows; if not, nothing is changed */
    public @Nullable Gap event(EventHeader event) {
        if (event.ordinal() != tally.count()) {
            return new Gap("event " + tally.count() + " since the last barrier", "event " + event.ordinal());
        }
        tally.add(event.sequence());
        return null;
    }

    /** @return null if it is the one that follows; if not, nothing is changed */
    public @Nullable Gap barrier(Barrier barrier) {
        if (!agreesWith(barrier)) {
            return new Gap(
                    barrier.count() + " events with checksum " + Long.toHexString(barrier.checksum()) + " before "
                            + barrier.type() + " barrier " + barrier.watermark(),
                    tally.count() + " with checksum " + Long.toHexString(tally.checksum()));
        }
        if (barrier.type() == Barrier.Type.WATERMARK) {
            // A whole interval that is missing takes its barrier with it: only the number of the next one tells.
            if (watermark != 0 && barrier.watermark() != watermark + 1) {
                return new Gap("barrier " + (watermark + 1), "barrier " + barrier.watermark());
            }
            watermark = barrier.watermark();
        }
        tally.clear();
        whole = true;
        return null;
    }

    private boolean agreesWith(Barrier barrier) {
        return whole ? tally.agreesWith(barrier) : tally.count() == barrier.count();
    }

    /** The number of its last watermark; 0: none has come. */
    public long watermark() {
        return watermark;
    }

    /** Events since the last barrier. */
    public int count() {
        return tally.count();
    }

    /** {@link Tally#checksum()} over them. */
    public long checksum() {
        return tally.checksum();
    }
}
