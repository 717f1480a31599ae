package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limosa.config.MigrationConfig;
import dev.limosa.config.TextConfig;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class SinkLoopTest {

    private static final MigrationConfig.DatabaseConfig NONE =
            new MigrationConfig.DatabaseConfig("jdbc:postgresql://127.0.0.1:9/shop", "limosa", "");

    @Test
    void itsClientsToldEveryMetricToJmxUnlikeAllOthers() throws Exception {
        SinkLoop loop = new SinkLoop(
                new MigrationConfig(
                        "shop",
                        NONE,
                        NONE,
                        new MigrationConfig.KafkaConfig("127.0.0.1:9", Map.of("client.id", "jmx")),
                        8,
                        List.of(),
                        TextConfig.NONE,
                        new MigrationConfig.CaptureConfig("s", "p", 1, 1, 1000, Map.of()),
                        new MigrationConfig.TransformConfig(1, 50),
                        new MigrationConfig.SinkConfig(1, 1, 1),
                        new MigrationConfig.AdminConfig("127.0.0.1", -1)),
                1,
                List.of("shop.g1.public.docs"));
        try {
            assertEquals(Set.of(), beans("kafka.consumer:type=consumer-metrics,client-id=jmx"));
            assertEquals(Set.of(), beans("kafka.admin.client:type=admin-client-metrics,client-id=jmx"));
        } finally {
            loop.close();
            loop.run();
        }
    }

    private static Set<ObjectName> beans(String name) throws Exception {
        return ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName(name), null);
    }
}
