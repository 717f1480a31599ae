package dev.limosa.sink;

import dev.limosa.config.MigrationConfig;
import dev.limosa.jdbc.Databases;
import dev.limosa.topics.KafkaClients;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes from the output topics what the target says it has, for a sink that runs somewhere else: a Connect worker
 * gives its tasks no way to do that. Any number of replicas may; offsets in the target only grow. {@link #run} is for a
 * thread of its own.
 */
public final class OutputRetention implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutputRetention.class);
    private static final String STORED = "SELECT topic, partition, next_offset FROM limosa.sink_offset"
            + " WHERE migration = ? AND generation = ? AND next_offset > 0";

    private final MigrationConfig config;
    private final int generation;
    private final Duration every;
    private final CountDownLatch closing = new CountDownLatch(1);

    public OutputRetention(MigrationConfig config, int generation, Duration every) {
        this.config = config;
        this.generation = generation;
        this.every = every;
    }

    @Override
    public void run() {
        try (Admin admin = new KafkaClients(config.kafka()).admin()) {
            while (!closing.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                delete(admin);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing depends on it: what is not deleted now is the next time. */
    private void delete(Admin admin) throws InterruptedException {
        try {
            Map<TopicPartition, RecordsToDelete> below = stored();
            if (!below.isEmpty()) {
                admin.deleteRecords(below).all().get();
            }
        } catch (SQLException | KafkaException | ExecutionException e) {
            LOG.warn("cannot delete records that are in the target already: {}", e.getMessage());
        }
    }

    private Map<TopicPartition, RecordsToDelete> stored() throws SQLException {
        Map<TopicPartition, RecordsToDelete> below = new HashMap<>();
        try (Connection target = Databases.connect(config.target(), "limosa retention");
                PreparedStatement query = target.prepareStatement(STORED)) {
            query.setString(1, config.migration());
            query.setInt(2, generation);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    below.put(
                            new TopicPartition(row.getString(1), row.getInt(2)),
                            RecordsToDelete.beforeOffset(row.getLong(3)));
                }
            }
        }
        return below;
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
