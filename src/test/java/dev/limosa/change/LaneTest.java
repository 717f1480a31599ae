package dev.limosa.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class LaneTest {

    private static final long FIRST = 7;

    /** One history partition as capture writes it: numbers, tallies, and two watermarks at its end. */
    private static List<Record> history(Random random) {
        List<Record> records = new ArrayList<>();
        Tally tally = new Tally();
        long sequence = random.nextInt(1000);
        long watermark = FIRST;
        for (int i = random.nextInt(30); i >= 0; i--) {
            sequence += 1 + random.nextInt(3);
            int dice = random.nextInt(5);
            if (dice > 1) {
                records.add(new EventHeader(sequence, tally.count(), 1, Kind.UPDATE));
                tally.add(sequence);
            } else {
                boolean marks = dice == 0;
                records.add(barrier(marks, sequence, marks ? ++watermark : watermark, tally));
            }
        }
        records.add(barrier(true, sequence, ++watermark, tally));
        records.add(barrier(true, sequence, ++watermark, tally));
        return records;
    }

    private static Barrier barrier(boolean marks, long sequence, long watermark, Tally tally) {
        Barrier barrier = new Barrier(
                marks ? Barrier.Type.WATERMARK : Barrier.Type.TRUNCATE,
                sequence,
                watermark,
                0,
                "h",
                0,
                tally.count(),
                tally.checksum(),
                true);
        tally.clear();
        return barrier;
    }

    /** @return the first gap */
    private static @Nullable Gap through(Lane lane, List<Record> records) {
        Gap gap = null;
        for (int i = 0; i < records.size() && gap == null; i++) {
            gap = records.get(i) instanceof EventHeader event
                    ? lane.event(event)
                    : lane.barrier((Barrier) records.get(i));
        }
        return gap;
    }

    private static Lane known() {
        return new Lane(FIRST, 0, 0);
    }

    @Property
    void whatCaptureWritesHasNoGap(@ForAll long seed) {
        assertNull(through(known(), history(new Random(seed))));
    }

    /** Where one stops that can be gone on with. */
    @Property
    void whatIsStoredGoesOnWhereItWas(@ForAll long seed, @ForAll @IntRange(min = 0, max = 32) int at) {
        List<Record> records = history(new Random(seed));
        int stop = at % records.size();
        Lane before = known();
        assertNull(through(before, records.subList(0, stop)));
        Lane after = new Lane(before.watermark(), before.count(), before.checksum());
        assertNull(through(after, records.subList(stop, records.size())));
    }

    @Property
    void whatBeginsInTheMiddleFindsNoGapThatIsNotThere(@ForAll long seed, @ForAll @IntRange(min = 0, max = 32) int at) {
        List<Record> records = history(new Random(seed));
        List<Record> rest = records.subList(at % records.size(), records.size());
        int ordinal = rest.get(0) instanceof EventHeader event ? event.ordinal() : ((Barrier) rest.get(0)).count();
        assertNull(through(Lane.from(ordinal), rest));
    }

    /** A TRUNCATE with nothing before it leaves no trace of its own. */
    @Property
    void oneThatIsMissingIsFound(@ForAll long seed, @ForAll @IntRange(min = 0, max = 32) int at) {
        List<Record> records = history(new Random(seed));
        int lost = at % (records.size() - 1);
        if (!(records.get(lost) instanceof Barrier barrier) || barrier.type() == Barrier.Type.WATERMARK) {
            records.remove(lost);
            assertNotNull(through(known(), records));
        }
    }

    @Property
    void oneThatComesTwiceIsFound(@ForAll long seed, @ForAll @IntRange(min = 0, max = 32) int at) {
        List<Record> records = history(new Random(seed));
        int doubled = at % records.size();
        if (!(records.get(doubled) instanceof Barrier barrier) || barrier.type() == Barrier.Type.WATERMARK) {
            records.add(doubled, records.get(doubled));
            assertNotNull(through(known(), records));
        }
    }

    @Property
    void anotherEventInOnesPlaceIsFound(@ForAll long seed, @ForAll @IntRange(min = 0, max = 32) int at) {
        List<Record> records = history(new Random(seed));
        int other = at % records.size();
        if (records.get(other) instanceof EventHeader event) {
            records.set(other, new EventHeader(event.sequence() + 1, event.ordinal(), 1, event.kind()));
            assertNotNull(through(known(), records));
        }
    }

    @Property
    void afterAGapItIsWhatItWas(@ForAll @IntRange(min = 1, max = 9) int ordinal) {
        Lane lane = known();
        assertEquals(
                new Gap("event 0 since the last barrier", "event " + ordinal),
                lane.event(new EventHeader(1, ordinal, 1, Kind.CREATE)));
        assertEquals(
                new Gap("barrier 8", "barrier " + (8 + ordinal)),
                lane.barrier(barrier(true, 1, 8 + ordinal, new Tally())));
        assertEquals(
                new Gap("1 events with checksum 2a before TRUNCATE barrier 7", "0 with checksum 0"),
                lane.barrier(barrier(false, 1, 7, new Tally(1, 42))));
        assertNull(lane.barrier(barrier(true, 1, 8, new Tally())));
        assertEquals(8, lane.watermark());
    }
}
