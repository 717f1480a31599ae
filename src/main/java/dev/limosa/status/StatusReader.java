package dev.limosa.status;

import dev.limosa.config.MigrationConfig;
import dev.limosa.control.ControlView;
import dev.limosa.lag.SourceReader;
import dev.limosa.lag.SourceView;
import dev.limosa.lag.TargetReader;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Asks source, Kafka and target at the same time and puts the answers together; answers within seconds whichever of
 * them are down. For one thread.
 */
public final class StatusReader implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(8);

    private final Diagnosis diagnosis;
    private final Probe<SourceView> source;
    private final Probe<TargetSide> target;
    private final Probe<KafkaView> kafka;

    public StatusReader(MigrationConfig config, int generation) {
        diagnosis = new Diagnosis(config, generation);
        DatabaseProbe<SourceView> sourceDatabase = new DatabaseProbe<>(config.source(), new SourceReader(config)::read);
        source = new Probe<>("source", sourceDatabase::ask, sourceDatabase);
        TargetReader reader = new TargetReader(config.migration(), generation);
        DatabaseProbe<TargetSide> targetDatabase = new DatabaseProbe<>(
                config.target(),
                connection ->
                        new TargetSide(reader.read(connection), ControlView.read(connection, config.migration())));
        target = new Probe<>("target", targetDatabase::ask, targetDatabase);
        KafkaProbe clients = new KafkaProbe(config);
        kafka = new Probe<>("kafka", clients::ask, clients);
    }

    /** Consumers are made in the probe's thread: a name that does not resolve fails there, as part of the answer. */
    private static final class KafkaProbe implements AutoCloseable {

        private final MigrationConfig config;
        private @Nullable KafkaReader reader;

        KafkaProbe(MigrationConfig config) {
            this.config = config;
        }

        KafkaView ask() {
            try {
                KafkaReader known = reader == null ? new KafkaReader(config) : reader;
                reader = known;
                return known.read();
            } catch (KafkaException e) {
                close();
                throw e;
            }
        }

        @Override
        public void close() {
            if (reader != null) {
                reader.close();
                reader = null;
            }
        }
    }

    public MigrationStatus look() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        source.ask();
        kafka.ask();
        target.ask();
        return diagnosis.of(source.answer(deadline), kafka.answer(deadline), target.answer(deadline));
    }

    @Override
    public void close() {
        source.close();
        kafka.close();
        target.close();
    }
}
