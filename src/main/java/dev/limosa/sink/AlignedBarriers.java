package dev.limosa.sink;

import dev.limosa.change.SinkTable;
import dev.limosa.fault.CrashPoint;
import dev.limosa.jdbc.Query;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the partitions of a parallel table past a TRUNCATE together. Each one stops in front of it with all before it
 * in the target, and says so there. Whoever finds that it was the last one empties the table; then all go on. Every
 * step is a transaction that may be done again, so a task that is lost on the way only delays the others.
 */
final class AlignedBarriers {

    private static final int LOOK_AGAIN_MS = 50;
    private static final Logger LOG = LoggerFactory.getLogger(AlignedBarriers.class);

    private static final String PLACE = " WHERE migration = ? AND generation = ? AND topic = ? AND sequence = ?";
    private static final String ANNOUNCE = "INSERT INTO limosa.aligned_barrier"
            + " (migration, generation, topic, sequence, expected, reset) VALUES (?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT DO NOTHING";
    private static final String ARRIVE = "INSERT INTO limosa.aligned_arrival"
            + " (migration, generation, topic, sequence, partition) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String LOCK = "SELECT executed FROM limosa.aligned_barrier" + PLACE + " FOR UPDATE";
    private static final String EXECUTED = "SELECT executed FROM limosa.aligned_barrier" + PLACE;
    private static final String ARRIVED = "SELECT count(*) FROM limosa.aligned_arrival" + PLACE;
    private static final String MISSING = "WITH here AS (SELECT partition FROM limosa.aligned_arrival" + PLACE
            + ") SELECT coalesce(string_agg(p::text, ', ' ORDER BY p), '') FROM generate_series(0, ? - 1) p"
            + " WHERE p NOT IN (SELECT partition FROM here)";
    private static final String EXECUTE = "UPDATE limosa.aligned_barrier SET executed = true" + PLACE;
    private static final List<String> CLEAR_EARLIER = List.of(
            "DELETE FROM limosa.aligned_arrival" + PLACE.replace("sequence =", "sequence <"),
            "DELETE FROM limosa.aligned_barrier" + PLACE.replace("sequence =", "sequence <"));

    private final SinkSettings settings;
    private final OffsetFence fence;
    private final OpenRows openRows;
    private final SinkTaskContext context;
    private final Duration patience;

    /** @param patience how long partitions wait for one another before that is told in the log */
    AlignedBarriers(
            SinkSettings settings, OffsetFence fence, OpenRows openRows, SinkTaskContext context, Duration patience) {
        this.patience = patience;
        this.settings = settings;
        this.fence = fence;
        this.openRows = openRows;
        this.context = context;
    }

    /**
     * Goes as far as is possible without waiting.
     *
     * @return false if a partition is another's by now
     */
    boolean step(TargetSession session, Collection<HeldPartition> held) throws SQLException {
        List<ParallelPartition> waiting = held.stream()
                .filter(ParallelPartition.class::isInstance)
                .map(ParallelPartition.class::cast)
                .filter(partition -> partition.waitsAt() != null)
                .toList();
        for (ParallelPartition partition : waiting) {
            if (!partition.hasArrived() && !arrive(session, partition)) {
                return false;
            }
        }
        for (ParallelPartition partition : waiting) {
            if (!passIfExecuted(session, partition)) {
                return false;
            }
        }
        return true;
    }

    private boolean arrive(TargetSession session, ParallelPartition partition) throws SQLException {
        Mark mark = mark(partition);
        TopicPartition at = partition.partition();
        context.pause(at);
        context.offset(at, mark.offset());
        // Offsets are locked before barriers, by everyone: so no two tasks can wait for one another.
        if (!fence.advance(session, List.of(Advance.none(at, partition.stored())))) {
            return false;
        }
        SinkTable table = partition.output().tables().get(0);
        update(session, ANNOUNCE, at, mark, table.historyPartitions(), mark.isReset());
        boolean executed = Query.is(session.connection(), LOCK, place(at, mark));
        update(session, ARRIVE, at, mark, at.partition());
        boolean last =
                !executed && Query.number(session.connection(), ARRIVED, place(at, mark)) >= table.historyPartitions();
        if (last) {
            execute(session, table, at, mark);
        }
        session.commit();
        arrived(partition, last);
        return true;
    }

    private void arrived(ParallelPartition partition, boolean last) {
        openRows.committed();
        partition.arrived(new LongWait(patience, System.nanoTime()));
        LOG.info(
                "{} {} at TRUNCATE, event {}",
                partition.partition(),
                last ? "was the last to arrive" : "waits for the others",
                mark(partition).sequence());
        (last ? CrashPoint.SINK_BARRIER_EXECUTED : CrashPoint.SINK_BARRIER_ARRIVED).reached();
    }

    private void execute(TargetSession session, SinkTable table, TopicPartition at, Mark mark) throws SQLException {
        Applier applier = new Applier(settings, session, openRows, false);
        applier.truncate(List.of(table));
        openRows.write(session.connection());
        update(session, EXECUTE, at, mark);
        for (String earlier : CLEAR_EARLIER) {
            update(session, earlier, at, mark);
        }
    }

    private boolean passIfExecuted(TargetSession session, ParallelPartition partition) throws SQLException {
        Mark mark = mark(partition);
        TopicPartition at = partition.partition();
        if (!Query.is(session.connection(), EXECUTED, place(at, mark))) {
            if (partition.hasWaitedTooLong(System.nanoTime())) {
                warn(session, partition, mark);
            }
            session.commit();
            context.timeout(LOOK_AGAIN_MS);
            return true;
        }
        Advance pass = partition.pass(mark);
        if (!fence.advance(session, List.of(pass))) {
            return false;
        }
        session.commit();
        partition.passed(pass, mark);
        context.offset(at, pass.to().next());
        context.resume(at);
        return true;
    }

    /** Nothing is lost by it, but the table stands still: somebody should know what for. */
    private void warn(TargetSession session, ParallelPartition partition, Mark mark) throws SQLException {
        int expected = partition.output().tables().get(0).historyPartitions();
        LOG.warn(
                "{} has waited at TRUNCATE, event {}, for more than {} s: it waits for partitions {} of the topic; is a"
                        + " replica of the sink down, or paused?",
                partition.partition(),
                mark.sequence(),
                patience.toSeconds(),
                Query.text(session.connection(), MISSING, place(partition.partition(), mark, expected)));
    }

    private static Mark mark(ParallelPartition partition) {
        Mark mark = partition.waitsAt();
        if (mark == null) {
            throw new IllegalStateException("BUG: " + partition.partition() + " waits at no barrier");
        }
        return mark;
    }

    private void update(TargetSession session, String sql, TopicPartition at, Mark mark, Object... more)
            throws SQLException {
        Query.update(session.connection(), sql, place(at, mark, more));
    }

    /** The parameters of {@link #PLACE}, and what comes behind them. */
    private Object[] place(TopicPartition at, Mark mark, Object... more) {
        Stream<Object> place = Stream.of(settings.migration(), settings.generation(), at.topic(), mark.sequence());
        return Stream.concat(place, Stream.of(more)).toArray();
    }
}
