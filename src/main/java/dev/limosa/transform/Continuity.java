package dev.limosa.transform;

import dev.limosa.change.Barrier;
import dev.limosa.change.EventHeader;
import dev.limosa.change.Gap;
import dev.limosa.change.Lane;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Finds out if events of one history partition are missing.
 *
 * <p>A task that takes over in the middle of a partition cannot know what went before, so it takes the first ordinal as
 * given and lets the first barrier confirm only the number. (The sink sees the same ordinals in the output and has kept
 * its place, so a gap just there does not slip past it.)
 */
final class Continuity {

    /** Null before the first record. */
    private @Nullable Lane lane;

    void event(EventHeader event, RecordMetadata place) {
        throwIf(lane(event.ordinal(), place).event(event), place);
    }

    void barrier(Barrier barrier, RecordMetadata place) {
        throwIf(lane(barrier.count(), place).barrier(barrier), place);
    }

    private Lane lane(int ordinal, RecordMetadata place) {
        Lane begun = lane;
        if (begun == null) {
            begun = Lane.from(place.offset() == 0 ? 0 : ordinal);
            lane = begun;
        }
        return begun;
    }

    private static void throwIf(@Nullable Gap gap, RecordMetadata place) {
        if (gap != null) {
            throw new BrokenHistoryException("cannot pass on history topic '" + place.topic() + "' partition "
                    + place.partition() + " at offset " + place.offset() + ": " + gap
                    + "; events were lost or doubled there: take a new snapshot of the table");
        }
    }
}
