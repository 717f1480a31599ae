package dev.limosa.admin;

import dev.limosa.flow.RowCounts;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** What this process can say of itself, without asking anyone. Thread-safe. */
public interface LocalReplica {

    /** What keeps it from being ready, empty if all its stages run. An outage of a database is no such thing. */
    List<String> notReady();

    /** Stage → what it has counted. */
    Map<String, List<RowCounts>> counts();

    /** What has gone through the text engine's chains, by chain: {@code texts}, and {@code characters} in UTF-16. */
    RowCounts texts();

    /** Stage → how many partitions it works on here. */
    Map<String, Integer> partitions();

    /** The metrics of its Kafka clients, as Kafka names them. */
    List<Map<MetricName, ? extends Metric>> clients();
}
