package dev.limosa.capture;

import dev.limosa.capture.CaptureStatus.State;
import dev.limosa.flow.RateLimit;
import dev.limosa.flow.RowCounts;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** What a capturing replica lets others see, and how fast it may read; outlives its sessions. Thread-safe. */
final class CaptureFlow {

    private final RowCounts counts = new RowCounts();
    private final RateLimit snapshotLimit = new RateLimit();
    private volatile CaptureStatus status = CaptureStatus.of(State.STARTING);
    private volatile Supplier<Map<MetricName, ? extends Metric>> producerMetrics = Map::of;

    RowCounts counts() {
        return counts;
    }

    RateLimit snapshotLimit() {
        return snapshotLimit;
    }

    CaptureStatus status() {
        return status;
    }

    Map<MetricName, ? extends Metric> metrics() {
        return producerMetrics.get();
    }

    void starts(Producer<?, ?> producer) {
        status = CaptureStatus.of(State.STARTING);
        producerMetrics = producer::metrics;
    }

    void waits(String because) {
        status = new CaptureStatus(State.WAITING, because);
    }

    void failed(String because) {
        status = new CaptureStatus(State.FAILED, because);
    }

    /** A batch is in Kafka. */
    void published(Collection<HistoryTable> tables) {
        boolean reading = false;
        for (HistoryTable table : tables) {
            table.tell(counts);
            reading |= !table.snapshot().done();
        }
        State now = reading ? State.SNAPSHOT : State.STREAMING;
        if (status.state() != now) {
            status = CaptureStatus.of(now);
        }
    }
}
