package dev.limosa.transform;

import dev.limosa.change.Barrier;
import dev.limosa.change.EventHeader;
import dev.limosa.change.Tally;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Finds out if events of one history partition are missing: by the gap in their ordinals at once, and at each barrier
 * by their number and checksum.
 *
 * <p>A task that takes over in the middle of a partition cannot know what went before, so it takes the first ordinal as
 * given and lets the first barrier confirm only the number. (The sink sees the same ordinals in the output and has kept
 * its place, so a gap just there does not slip past it.)
 */
final class Continuity {

    private static final int UNKNOWN = -1;

    private final Tally tally = new Tally();
    private int next = UNKNOWN;
    /** Whether the tally holds every event since the last barrier. */
    private boolean whole;

    void event(EventHeader event, RecordMetadata place) {
        beginAt(place.offset() == 0 ? 0 : event.ordinal());
        if (event.ordinal() != next) {
            throw lost(place, "event number " + next + " since the last barrier", "number " + event.ordinal());
        }
        next++;
        tally.add(event.sequence());
    }

    void barrier(Barrier barrier, RecordMetadata place) {
        if (next == UNKNOWN && place.offset() == 0) {
            beginAt(0);
        }
        if (next != UNKNOWN && next != barrier.count()) {
            throw lost(place, barrier.count() + " events since the last barrier", String.valueOf(next));
        }
        if (whole && !tally.agreesWith(barrier)) {
            throw lost(
                    place,
                    "checksum " + Long.toHexString(barrier.checksum()) + " over " + next + " events",
                    Long.toHexString(tally.checksum()));
        }
        tally.clear();
        next = 0;
        whole = true;
    }

    private void beginAt(int ordinal) {
        if (next == UNKNOWN) {
            next = ordinal;
            whole = ordinal == 0;
        }
    }

    private static BrokenHistoryException lost(RecordMetadata place, String expected, String found) {
        return new BrokenHistoryException("cannot pass on history topic '" + place.topic() + "' partition "
                + place.partition() + " at offset " + place.offset() + ": expected " + expected + ", found " + found
                + "; events were lost or doubled there: take a new snapshot of the table");
    }
}
