package dev.limosa.sink;

import dev.limosa.flow.RowCounts;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows and offsets in one transaction of the target for each {@link #put}, exactly once: where to go on is what
 * the target says, never what the consumer group says. Runs in a Connect cluster or in a {@link SinkLoop}. For one
 * thread.
 *
 * <p>Outages of the target are {@link RetriableException}s; any other exception means that a person has to look, and
 * that nothing was written.
 */
public final class LimosaSinkTask extends SinkTask {

    private final RowCounts counts = new RowCounts();
    private @Nullable SinkWork work;

    @Override
    public String version() {
        return new LimosaSinkConnector().version();
    }

    @Override
    public void start(Map<String, String> properties) {
        work = new SinkWork(SinkSettings.of(properties), context, counts);
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        work().open(partitions);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        work().close(partitions);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        work().put(records);
    }

    /** What is in the target, for those who watch the group's lag; nothing is ever read from there. */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> consumed) {
        return work().stored();
    }

    /** Also after a start that has failed. */
    @Override
    public void stop() {
        if (work != null) {
            work.close();
        }
    }

    /** Rows brought to the target since the start, for any thread to read. */
    RowCounts counts() {
        return counts;
    }

    private SinkWork work() {
        if (work == null) {
            throw new IllegalStateException("BUG: the task was used before its start");
        }
        return work;
    }
}
