package dev.limosa.capture;

import dev.limosa.change.Kind;
import dev.limosa.change.TableId;
import dev.limosa.change.TableSchema;
import dev.limosa.change.Tally;
import dev.limosa.flow.RowCounts;
import dev.limosa.jdbc.TableDescription;
import dev.limosa.topics.CapturePosition;
import java.util.Arrays;
import java.util.List;

/** A captured table and the state of its history topic; belongs to the thread that publishes. */
final class HistoryTable {

    private final TableDescription description;
    private final String topic;
    private final Tally[] tallies;
    private final String label;
    private CapturePosition.TableSnapshot snapshot;
    private long snapshotRows;
    private long changes;
    private long skipped;

    HistoryTable(
            TableDescription description,
            String topic,
            int partitions,
            List<CapturePosition.PartitionTally> tallies,
            CapturePosition.TableSnapshot snapshot) {
        this.description = description;
        this.topic = topic;
        this.label = description.table().toString();
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

    List<CapturePosition.PartitionTally> tallies() {
        return Arrays.stream(tallies).map(CapturePosition.PartitionTally::of).toList();
    }

    boolean hasEventsSinceBarrier() {
        return Arrays.stream(tallies).anyMatch(tally -> tally.count() > 0);
    }

    /** An event was sent. */
    void sent(Kind kind) {
        if (kind == Kind.READ) {
            snapshotRows++;
        } else {
            changes++;
        }
    }

    /** An event was met that an earlier incarnation has sent. */
    void skipped() {
        skipped++;
    }

    /** Moves what was met since the last time to where others can see it. */
    void tell(RowCounts counts) {
        counts.add(label, RowCounts.Kind.SNAPSHOT, snapshotRows);
        counts.add(label, RowCounts.Kind.CHANGE, changes);
        counts.add(label, RowCounts.Kind.SKIPPED, skipped);
        snapshotRows = 0;
        changes = 0;
        skipped = 0;
    }

    CapturePosition.TableSnapshot snapshot() {
        return snapshot;
    }

    void snapshot(CapturePosition.TableSnapshot next) {
        snapshot = next;
    }
}
