package dev.limosa.transform;

import dev.limosa.change.Barrier;
import dev.limosa.change.EventHeader;
import dev.limosa.change.Gap;
import dev.limosa.change.Lane;
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

        GapException(Gap gap) {
            super(gap.toString());
        }
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
        if (stored == null) {
            return new Lane();
        }
        ByteBuffer in = ByteBuffer.wrap(stored);
        return new Lane(in.getLong(), in.getInt(), in.getLong());
    }

    void event(int upstream, EventHeader event) throws GapException {
        throwIf(lane(upstream).event(event));
        keep(upstream);
    }

    /** @return whether the barrier has now come from all of them */
    boolean barrier(int upstream, Barrier barrier) throws GapException {
        long before = passed();
        throwIf(lane(upstream).barrier(barrier));
        keep(upstream);
        return passed() != before;
    }

    private Lane lane(int upstream) throws GapException {
        if (upstream >= lanes.length) {
            throw new GapException(new Gap("one of " + lanes.length + " partitions upstream", "partition " + upstream));
        }
        return lanes[upstream];
    }

    private static void throwIf(@Nullable Gap gap) throws GapException {
        if (gap != null) {
            throw new GapException(gap);
        }
    }

    /** The newest watermark that has come from all; 0: none. */
    private long passed() {
        long least = Long.MAX_VALUE;
        for (Lane lane : lanes) {
            least = Math.min(least, lane.watermark());
        }
        return least;
    }

    private void keep(int upstream) {
        Lane lane = lanes[upstream];
        store.put(
                key(upstream),
                ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                        .putLong(lane.watermark())
                        .putInt(lane.count())
                        .putLong(lane.checksum())
                        .array());
    }

    private static Bytes key(int upstream) {
        return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES).putInt(upstream).array());
    }
}
