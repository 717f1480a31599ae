package dev.limosa.capture;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.AdminConfig;
import dev.limosa.config.MigrationConfig.CaptureConfig;
import dev.limosa.config.MigrationConfig.DatabaseConfig;
import dev.limosa.config.MigrationConfig.KafkaConfig;
import dev.limosa.config.MigrationConfig.SinkConfig;
import dev.limosa.config.MigrationConfig.TransformConfig;
import dev.limosa.config.TextConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BarrierClockTest {

    /** The timer drops a task that throws, and no barrier would have come any more, with status STREAMING. */
    @Test
    void whatIsNotExpectedEndsTheSessionAndNotTheTicksAlone() throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        // A property must not be null: the driver manager's own refusal, which is no SQLException.
        MigrationConfig config = config(new DatabaseConfig("jdbc:postgresql://127.0.0.1:1/x", null, null));
        try (BarrierClock clock = new BarrierClock(config, new Watermarks("m", "o"), null, ended::complete)) {
            clock.start();
            assertInstanceOf(NullPointerException.class, ended.get(30, TimeUnit.SECONDS));
        }
    }

    private static MigrationConfig config(DatabaseConfig source) {
        return new MigrationConfig(
                "m",
                source,
                source,
                new KafkaConfig("127.0.0.1:1", Map.of()),
                1,
                List.of(),
                TextConfig.NONE,
                new CaptureConfig("m", "m", 200, 1 << 20, 200, Map.of()),
                new TransformConfig(1, 30),
                new SinkConfig(1, 1000, 32 << 20),
                new AdminConfig("127.0.0.1", -1));
    }
}
