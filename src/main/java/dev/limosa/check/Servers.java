package dev.limosa.check;

import dev.limosa.config.MigrationConfig;
import dev.limosa.jdbc.Databases;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The three that a migration stands on, each null if it can't be reached. */
record Servers(@Nullable Connection source, @Nullable Connection target, @Nullable KafkaProbe kafka)
        implements AutoCloseable {

    /** All at once: three that don't answer take no longer than one. */
    static Servers open(MigrationConfig config, Findings out) throws InterruptedException {
        Findings ofSource = new Findings();
        Findings ofTarget = new Findings();
        Findings ofKafka = new Findings();
        ExecutorService threads = Executors.newFixedThreadPool(3, task -> new Thread(task, "limosa-check"));
        try {
            Future<@Nullable Connection> source =
                    threads.submit(() -> DatabaseProbe.open(config.source(), "source", CheckId.PG_101, ofSource));
            Future<@Nullable Connection> target =
                    threads.submit(() -> DatabaseProbe.open(config.target(), "target", CheckId.TG_501, ofTarget));
            Future<@Nullable KafkaProbe> kafka = threads.submit(() -> KafkaProbe.open(config.kafka(), ofKafka));
            Servers servers = new Servers(source.get(), target.get(), kafka.get());
            List.of(ofSource, ofTarget, ofKafka).forEach(out::addAll);
            return servers;
        } catch (ExecutionException e) {
            throw new IllegalStateException("BUG: cannot look at the servers", e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    @Override
    public void close() {
        Databases.discard(source);
        Databases.discard(target);
        if (kafka != null) {
            kafka.close();
        }
    }
}
