package dev.limosa.admin;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * A few of the hundreds of metrics that Kafka's clients keep: those that tell whether a client works, falls behind or
 * is refused. Read anew at every scrape, so that clients may come and go. For one thread at a time.
 */
final class KafkaMeters {

    /** By the group and name Kafka gives them. */
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            // Does it keep up, and is it still a member?
            "consumer-fetch-manager-metrics",
            Set.of("records-lag-max", "records-consumed-rate", "fetch-latency-avg"),
            "consumer-coordinator-metrics",
            Set.of("assigned-partitions", "last-heartbeat-seconds-ago", "rebalance-total", "failed-rebalance-total"),
            // Does it get rid of what it has, and what does a transaction cost?
            "producer-metrics",
            Set.of(
                    "record-send-rate",
                    "record-error-rate",
                    "record-retry-rate",
                    "request-latency-avg",
                    "produce-throttle-time-avg",
                    "txn-commit-time-ns-total"),
            // Are all threads there, and where does their time go?
            "stream-metrics",
            Set.of("alive-stream-threads", "failed-stream-threads", "client-state"),
            "stream-thread-metrics",
            Set.of("process-rate", "process-latency-avg", "commit-latency-avg", "poll-records-avg", "process-ratio"));

    /** One name may have one set of labels only; these are those of a client or a thread as a whole. */
    private static final Set<Set<String>> LABELS =
            Set.of(Set.of("client-id"), Set.of("thread-id"), Set.of("client-id", "application-id", "process-id"));

    private final MeterRegistry registry;
    private final Map<String, MultiGauge> gauges = new HashMap<>();

    KafkaMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void refresh(List<Map<MetricName, ? extends Metric>> clients) {
        Map<String, List<Row<?>>> rows = new HashMap<>();
        gauges.keySet().forEach(name -> rows.put(name, new ArrayList<>()));
        for (Map<MetricName, ? extends Metric> client : clients) {
            client.forEach((name, metric) -> {
                if (isAllowed(name) && metric.metricValue() instanceof Number value) {
                    rows.computeIfAbsent(meterName(name), n -> new ArrayList<>())
                            .add(Row.of(tags(name), value.doubleValue()));
                }
            });
        }
        rows.forEach((name, values) -> gauge(name).register(values, true));
    }

    private static boolean isAllowed(MetricName metric) {
        return ALLOWED.getOrDefault(metric.group(), Set.of()).contains(metric.name())
                && LABELS.contains(metric.tags().keySet());
    }

    private static String meterName(MetricName metric) {
        return "kafka." + metric.group().replace("-metrics", "").replace('-', '.') + "."
                + metric.name().replace('-', '.');
    }

    private static Tags tags(MetricName metric) {
        Tags tags = Tags.empty();
        for (Map.Entry<String, String> tag : metric.tags().entrySet()) {
            tags = tags.and(tag.getKey().replace('-', '.'), tag.getValue());
        }
        return tags;
    }

    private MultiGauge gauge(String name) {
        return gauges.computeIfAbsent(name, n -> MultiGauge.builder(n).register(registry));
    }
}
