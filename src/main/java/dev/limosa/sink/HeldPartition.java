package dev.limosa.sink;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * A partition under this task's epoch: takes records, says what the next transaction should do with them, and takes
 * note when it did. If it did not, the partition is forgotten and built anew from the table. For one thread.
 */
abstract class HeldPartition {

    private final TopicPartition partition;
    private final Output output;
    private StoredOffset stored;

    HeldPartition(TopicPartition partition, Output output, StoredOffset stored) {
        this.partition = partition;
        this.output = output;
        this.stored = stored;
    }

    /** @param memoryBytes how much an ordered one may keep in memory */
    static HeldPartition of(TopicPartition partition, Output output, StoredOffset stored, long memoryBytes) {
        return output.isOrdered()
                ? new OrderedPartition(partition, output, stored, memoryBytes)
                : new ParallelPartition(partition, output, stored);
    }

    TopicPartition partition() {
        return partition;
    }

    Output output() {
        return output;
    }

    StoredOffset stored() {
        return stored;
    }

    /** A put begins. */
    abstract void begin();

    /** Takes one record, in the order of offsets; passes over those it took before. */
    abstract void offer(SinkRecord record);

    /**
     * What the next transaction should do, or null if there is nothing to do.
     *
     * @param openRows as they are before it
     */
    abstract @Nullable Step step(OpenRows openRows);

    /**
     * The step in a form that gets past an open row of its tables: with that row not as the source has it, others may
     * break constraints although they come in the source's order. The step itself if there is no such form.
     *
     * @param openRows as the attempt left them that was refused
     */
    Step relaxed(Step step, OpenRows openRows) {
        return step;
    }

    /** It is not held any more. */
    void close() {}

    /** The transaction is in the target. */
    void committed(StoredOffset now) {
        stored = now;
    }
}
