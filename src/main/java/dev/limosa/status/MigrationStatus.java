package dev.limosa.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.limosa.lag.Lag;
import dev.limosa.lag.SourceView.Slot;
import dev.limosa.lag.TableLag;
import dev.limosa.lag.TargetView.Open;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole answer. Numbers that can't be known now are null; what could not be asked is in {@code unreachable}.
 *
 * @param reasons all that keeps it from flowing, and all that deserves attention, the most important first
 * @param unreachable source, kafka or target → why it did not answer
 * @param inRowsPerSecond published by capture, {@code outRowsPerSecond} written by all sinks, over ten seconds
 * @param sentBarrier the newest on the source; what was committed before {@code provenBarrier} is in the target
 * @param slot the source's replication slot
 * @param stages by name: what they are told to do
 * @param tables how far each table is behind, how many of its rows are open; empty while the target is unknown
 * @param leftOut how many things, such as defaults, the target's tables were made without; null if unknown
 * @param alignedBarriers at which partitions of a table wait for one another
 */
public record MigrationStatus(
        String migration,
        int generation,
        Phase phase,
        List<Reason> reasons,
        Map<String, String> unreachable,
        @Nullable Snapshot snapshot,
        Lag lag,
        @Nullable Double inRowsPerSecond,
        @Nullable Double outRowsPerSecond,
        @Nullable Long sentBarrier,
        @Nullable Long provenBarrier,
        @Nullable Long openRows,
        List<Open> open,
        @Nullable Slot slot,
        Map<String, StageOrder> stages,
        @Nullable String controlOwner,
        List<ReplicaState> replicas,
        List<TableState> tables,
        List<AlignedBarrier> alignedBarriers,
        @Nullable Long leftOut) {

    /** @param openRows rows of it that could not be carried to the target */
    public record TableState(String table, TableLag lag, long openRows) {}

    /**
     * @param seconds since the first partition came to it
     * @param waitsFor the partitions that have not, each with the replica that writes it
     */
    public record AlignedBarrier(String topic, int arrived, int expected, double seconds, List<String> waitsFor) {}

    /**
     * @param code stable, for programs
     * @param message for people
     * @param next the command to type, null where there is nothing to do
     */
    public record Reason(String code, String message, @Nullable String next) {}

    /**
     * @param rows published so far, {@code estimatedRows} what is expected in all; null if some table has no estimate
     * @param etaSeconds null before one hundredth is done, and while nothing moves
     * @param done all of them are in the target
     */
    public record Snapshot(
            long rows,
            @Nullable Long estimatedRows,
            @Nullable Double percent,
            @Nullable Double rowsPerSecond,
            @Nullable Double etaSeconds,
            boolean done,
            List<TableSnapshot> tables) {}

    /**
     * @param estimatedRows exact once it is read
     * @param read all rows are in Kafka; {@code done} all rows are in the target
     */
    public record TableSnapshot(String table, long rows, @Nullable Long estimatedRows, boolean read, boolean done) {}

    /** @param rate rows a second, null for no limit */
    public record StageOrder(boolean paused, @Nullable Long rate, String changedBy, String changedAt) {}

    /** One line, ended by a line feed. */
    public String toJson() {
        try {
            return Json.MAPPER.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("BUG: cannot write status", e);
        }
    }
}
