package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Column;
import dev.limosa.change.SinkTable;
import dev.limosa.config.MigrationConfig.DatabaseConfig;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OrderedPartitionTest {

    private static final TopicPartition AT = new TopicPartition("m.g1.-ordered.group", 0);
    private static final SinkTable TABLE =
            Target.table("t", ApplyMode.ORDERED, List.of(new Column("v", "text", true)), List.of());

    private static final OpenRows NONE_OPEN = new OpenRows(new SinkSettings("m", 1, new DatabaseConfig("", "", ""), 0));

    @Test
    void rowsOfAPartitionThatIsFarAheadWaitInAFile() {
        OutputTopic.Source source = new OutputTopic.Source();
        OutputTopic topic = new OutputTopic(TABLE, source);
        for (int interval = 1; interval <= 3; interval++) {
            for (int id = 0; id < 100; id++) {
                topic.upsert(0, "{\"id\":" + id + "}", "{\"id\":" + id + ",\"v\":\"" + "x".repeat(500) + "\"}");
            }
            topic.watermark(0, interval);
        }
        StoredOffset stored = new StoredOffset(0, 1, 0, 0, false, "");
        OrderedPartition partition =
                new OrderedPartition(AT, new Output(AT.topic(), List.of(TABLE), true), stored, 10_000);
        source.log(AT.topic(), 0).forEach(partition::offer);
        assertNull(partition.step(NONE_OPEN));
        assertEquals(1, partition.segments());

        for (int interval = 1; interval <= 3; interval++) {
            partition.offer(topic.watermark(1, interval));
        }
        Step all = partition.step(NONE_OPEN);
        assertNotNull(all);
        assertEquals(3, all.advance().to().barrier());
        all.committed();
        partition.close();
        assertEquals(0, partition.segments());
    }
}
