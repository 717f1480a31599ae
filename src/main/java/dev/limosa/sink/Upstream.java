package dev.limosa.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.limosa.change.Tally;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * What every history partition behind an output partition has brought so far. It is stored in the row of the offset it
 * belongs to, so that a restart goes on counting where the last transaction ended. Mutable, for one thread.
 */
final class Upstream {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Lane.State>> STATES = new TypeReference<>() {};

    private final TopicPartition output;
    private final Map<HistoryPartition, Lane> lanes;

    private Upstream(TopicPartition output, Map<HistoryPartition, Lane> lanes) {
        this.output = output;
        this.lanes = lanes;
    }

    /** @param stored what {@link #toJson()} wrote, or empty: nothing has come yet */
    static Upstream of(TopicPartition output, Collection<HistoryPartition> origins, String stored) {
        Map<HistoryPartition, Lane> lanes = new LinkedHashMap<>();
        origins.forEach(origin -> lanes.put(origin, new Lane()));
        states(output, stored)
                .forEach(state ->
                        lanes.replace(new HistoryPartition(state.topic(), state.partition()), new Lane(state)));
        return new Upstream(output, lanes);
    }

    private static List<Lane.State> states(TopicPartition output, String stored) {
        try {
            return stored.isEmpty() ? List.of() : JSON.readValue(stored, STATES);
        } catch (JsonProcessingException e) {
            throw new ConnectException(
                    "cannot read what stands behind " + output + " in limosa.sink_offset: expected JSON, found "
                            + stored.length() + " characters that are none; restore the column upstream",
                    e);
        }
    }

    Upstream copy() {
        Map<HistoryPartition, Lane> copies = new LinkedHashMap<>();
        lanes.forEach((origin, lane) -> copies.put(origin, new Lane(lane.state(origin))));
        return new Upstream(output, copies);
    }

    String toJson() {
        List<Lane.State> states = new ArrayList<>(lanes.size());
        lanes.forEach((origin, lane) -> states.add(lane.state(origin)));
        try {
            return JSON.writeValueAsString(states);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("BUG: cannot write the state of " + output, e);
        }
    }

    /** @throws ConnectException if events are missing or doubled before it */
    void accept(Incoming incoming) {
        Lane lane = lane(incoming.origin(), incoming.offset());
        if (incoming instanceof Row row) {
            count(lane, row);
        } else {
            pass(lane, (Mark) incoming);
        }
    }

    private void count(Lane lane, Row row) {
        Tally tally = lane.tally();
        if (row.header().ordinal() != tally.count()) {
            throw lost(
                    row,
                    "event " + tally.count() + " since the last barrier",
                    "event " + row.header().ordinal());
        }
        tally.add(row.sequence());
    }

    private void pass(Lane lane, Mark mark) {
        Tally tally = lane.tally();
        if (!tally.agreesWith(mark.barrier())) {
            throw lost(
                    mark,
                    mark.barrier().count() + " events with checksum "
                            + mark.barrier().checksum() + " before "
                            + mark.barrier().type() + " barrier "
                            + mark.barrier().watermark(),
                    tally.count() + " with checksum " + tally.checksum());
        }
        // A whole interval that is missing takes its barrier with it: only the number of the next one tells.
        if (!mark.isTruncate() && lane.barrier() != 0 && mark.barrier().watermark() != lane.barrier() + 1) {
            throw lost(
                    mark,
                    "barrier " + (lane.barrier() + 1),
                    "barrier " + mark.barrier().watermark());
        }
        lane.pass(mark.barrier());
    }

    private ConnectException lost(Incoming at, String expected, String found) {
        return new ConnectException("cannot apply topic '" + output.topic() + "' partition " + output.partition()
                + " at offset " + at.offset() + " (from " + at.origin() + "): expected " + expected + ", found " + found
                + "; events were lost or doubled on the way, replay the history into a new generation");
    }

    private Lane lane(HistoryPartition origin, long offset) {
        Lane lane = lanes.get(origin);
        if (lane == null) {
            throw new ConnectException("cannot apply topic '" + output.topic() + "' partition " + output.partition()
                    + " at offset " + offset + ": expected a record from one of " + lanes.keySet() + ", found "
                    + origin + "; the generation was made for other tables or partitions");
        }
        return lane;
    }

    /** The last watermark that came from that partition. */
    long barrier(HistoryPartition origin) {
        Lane lane = lanes.get(origin);
        return lane == null ? 0 : lane.barrier();
    }

    /** The lane that is furthest behind: its last watermark has passed in all of them. */
    Lane slowest() {
        @Nullable Lane slowest = null;
        for (Lane lane : lanes.values()) {
            slowest = slowest == null || lane.barrier() < slowest.barrier() ? lane : slowest;
        }
        if (slowest == null) {
            throw new IllegalStateException("BUG: no history partition stands behind " + output);
        }
        return slowest;
    }

    boolean snapshotDoneBefore(long watermark) {
        return lanes.values().stream().allMatch(lane -> lane.doneBefore(watermark));
    }
}
