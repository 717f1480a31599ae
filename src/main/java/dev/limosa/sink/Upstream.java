package dev.limosa.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.limosa.change.Gap;
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
    private static final TypeReference<List<Reached.State>> STATES = new TypeReference<>() {};

    private final TopicPartition output;
    private final Map<HistoryPartition, Reached> origins;

    private Upstream(TopicPartition output, Map<HistoryPartition, Reached> origins) {
        this.output = output;
        this.origins = origins;
    }

    /** @param stored what {@link #toJson()} wrote, or empty: nothing has come yet */
    static Upstream of(TopicPartition output, Collection<HistoryPartition> origins, String stored) {
        Map<HistoryPartition, Reached> reached = new LinkedHashMap<>();
        origins.forEach(origin -> reached.put(origin, new Reached()));
        states(output, stored)
                .forEach(state ->
                        reached.replace(new HistoryPartition(state.topic(), state.partition()), new Reached(state)));
        return new Upstream(output, reached);
    }

    private static List<Reached.State> states(TopicPartition output, String stored) {
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
        Map<HistoryPartition, Reached> copies = new LinkedHashMap<>();
        origins.forEach((origin, reached) -> copies.put(origin, new Reached(reached.state(origin))));
        return new Upstream(output, copies);
    }

    String toJson() {
        List<Reached.State> states = new ArrayList<>(origins.size());
        origins.forEach((origin, reached) -> states.add(reached.state(origin)));
        try {
            return JSON.writeValueAsString(states);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("BUG: cannot write the state of " + output, e);
        }
    }

    /** @throws ConnectException if events are missing or doubled before it */
    void accept(Incoming incoming) {
        Reached origin = reached(incoming.origin(), incoming.offset());
        Gap gap =
                incoming instanceof Row row ? origin.event(row.header()) : origin.barrier(((Mark) incoming).barrier());
        if (gap != null) {
            throw new ConnectException(place(incoming.offset()) + " (from " + incoming.origin() + "): " + gap
                    + "; events were lost or doubled on the way, replay the history into a new generation");
        }
    }

    private Reached reached(HistoryPartition origin, long offset) {
        Reached reached = origins.get(origin);
        if (reached == null) {
            throw new ConnectException(place(offset) + ": expected a record from one of " + origins.keySet()
                    + ", found " + origin + "; the generation was made for other tables or partitions");
        }
        return reached;
    }

    private String place(long offset) {
        return "cannot apply topic '" + output.topic() + "' partition " + output.partition() + " at offset " + offset;
    }

    /** The last watermark that came from that partition. */
    long barrier(HistoryPartition origin) {
        Reached reached = origins.get(origin);
        return reached == null ? 0 : reached.barrier();
    }

    /** The one that is furthest behind: its last watermark has come from all of them. */
    Reached slowest() {
        @Nullable Reached slowest = null;
        for (Reached reached : origins.values()) {
            slowest = slowest == null || reached.barrier() < slowest.barrier() ? reached : slowest;
        }
        if (slowest == null) {
            throw new IllegalStateException("BUG: no history partition stands behind " + output);
        }
        return slowest;
    }

    boolean snapshotDoneBefore(long watermark) {
        return origins.values().stream().allMatch(reached -> reached.doneBefore(watermark));
    }
}
