package dev.limosa.transform;

import dev.limosa.change.Barrier;
import dev.limosa.change.EventHeader;
import dev.limosa.change.Tally;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * How far each of several upstream tasks has come in one partition that all of them write to. Stored, so that a restart
 * goes on counting where the last transaction ended. For one thread.
 */
final class BarrierVector {

    private final KeyValueStore<Bytes, byte[]> store;
    private final Lane[] lanes;

    /** Why a record can't be the next one of its lane. */
    static final class GapException extends Exception {

        private static final long serialVersionUID = 1L;

        GapException(String expected, String found) {
            super("expected " + expected + ", found " + found);
        }
    }

    private static final class Lane {
        private long watermark;
        private Tally tally = new Tally();
    }

    /** @param store holds nothing else; what is in it is gone on with */
    BarrierVector(KeyValueStore<Bytes, byte[]> store, int upstreams) {
        this.store = store;
        lanes = new Lane[upstreams];
        for (int i = 0; i < upstreams; i++) {
            lanes[i] = lane(store.get(key(i)));
        }
    }

    private static Lane lane(byte @Nullable [] stored) {
        Lane lane = new Lane();
        if (stored != null) {
            ByteBuffer in = ByteBuffer.wrap(stored);
            lane.watermark = in.getLong();
            lane.tally = new Tally(in.getInt(), in.getLong());
        }
        return lane;
    }

    void event(int upstream, EventHeader event) throws GapException {
        Tally tally = lane(upstream).tally;
        if (event.ordinal() != tally.count()) {
            throw new GapException("record " + tally.count() + " since the last barrier", "record " + event.ordinal());
        }
        tally.add(event.sequence());
        keep(upstream);
    }

    /** @return whether the barrier has now come from all of them */
    boolean barrier(int upstream, Barrier barrier) throws GapException {
        Lane lane = lane(upstream);
        if (!lane.tally.agreesWith(barrier)) {
            throw new GapException(
                    barrier.count() + " records with checksum " + Long.toHexString(barrier.checksum())
                            + " since the last barrier",
                    lane.tally.count() + " with " + Long.toHexString(lane.tally.checksum()));
        }
        lane.tally.clear();
        long before = passed();
        if (barrier.type() == Barrier.Type.WATERMARK) {
            if (lane.watermark != 0 && barrier.watermark() != lane.watermark + 1) {
                throw new GapException("barrier " + (lane.watermark + 1), "barrier " + barrier.watermark());
            }
            lane.watermark = barrier.watermark();
        }
        keep(upstream);
        return passed() != before;
    }

    private Lane lane(int upstream) throws GapException {
        if (upstream >= lanes.length) {
            throw new GapException("one of " + lanes.length + " partitions upstream", "partition " + upstream);
        }
        return lanes[upstream];
    }

    /** The newest watermark that has come from all; 0: none. */
    private long passed() {
        long least = Long.MAX_VALUE;
        for (Lane lane : lanes) {
            least = Math.min(least, lane.watermark);
        }
        return least;
    }

    private void keep(int upstream) {
        Lane lane = lanes[upstream];
        store.put(
                key(upstream),
                ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                        .putLong(lane.watermark)
                        .putInt(lane.tally.count())
                        .putLong(lane.tally.checksum())
                        .array());
    }

    private static Bytes key(int upstream) {
        return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES).putInt(upstream).array());
    }
}
