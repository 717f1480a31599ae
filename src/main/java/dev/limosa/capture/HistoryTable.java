package dev.limosa.capture;

import dev.limosa.change.TableId;
import dev.limosa.change.TableSchema;
import dev.limosa.change.Tally;
import dev.limosa.jdbc.TableDescription;
import java.util.Arrays;
import java.util.List;

/** A captured table and the state of its history topic; belongs to the thread that publishes. */
final class HistoryTable {

    private final TableDescription description;
    private final String topic;
    private final Tally[] tallies;
    private Position.TableSnapshot snapshot;

    HistoryTable(
            TableDescription description,
            String topic,
            int partitions,
            List<Position.PartitionTally> tallies,
            Position.TableSnapshot snapshot) {
        this.description = description;
        this.topic = topic;
        this.tallies = new Tally[partitions];
        Arrays.setAll(this.tallies, p -> p < tallies.size() ? tallies.get(p).toTally() : new Tally());
        this.snapshot = snapshot;
    }

    TableDescription description() {
        return description;
    }

    TableSchema schema() {
        return description.schema();
    }

    TableId table() {
        return description.table();
    }

    String topic() {
        return topic;
    }

    int partitions() {
        return tallies.length;
    }

    Tally tally(int partition) {
        return tallies[partition];
    }

    List<Position.PartitionTally> tallies() {
        return Arrays.stream(tallies).map(Position.PartitionTally::of).toList();
    }

    boolean hasEventsSinceBarrier() {
        return Arrays.stream(tallies).anyMatch(tally -> tally.count() > 0);
    }

    Position.TableSnapshot snapshot() {
        return snapshot;
    }

    void snapshot(Position.TableSnapshot next) {
        snapshot = next;
    }
}
