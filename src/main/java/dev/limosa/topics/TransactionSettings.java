package dev.limosa.topics;

import dev.limosa.config.MigrationConfig.KafkaConfig;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** How those producers are set up that write in transactions: capture's and the stream tasks'. */
public final class TransactionSettings {

    private static final int TIMEOUT_MS = 8_000;
    private static final int MEGABYTE = 1 << 20;

    private TransactionSettings() {}

    /** What is good unless the user's properties say otherwise. */
    public static Map<String, Object> advice() {
        return Map.of(
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                // A commit sends what there is, and a full batch goes at once: what lingers joins the next request.
                ProducerConfig.LINGER_MS_CONFIG,
                100,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 * 1024,
                // A transaction that begins before the last one's markers are written is told to come again; by default
                // in 100 ms.
                ProducerConfig.RETRY_BACKOFF_MS_CONFIG,
                10,
                // The topic says how large a record may be; a row should not fail on less here.
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                64 * MEGABYTE,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                64L * MEGABYTE,
                // What a replica that died left open is aborted within seconds.
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                TIMEOUT_MS);
    }

    /** What no property of the user's changes. */
    public static Map<String, Object> demands() {
        return Map.of(
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.ACKS_CONFIG,
                "all",
                // The broker verifies a transaction's first write to a partition; a second request that overtakes that
                // is refused as out of order and waits for its retry, which costs more than requests in flight side by
                // side gain.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1);
    }

    /**
     * After that long the broker aborts what it no longer hears of: the user's {@code transaction.timeout.ms}, or eight
     * seconds.
     *
     * @throws ConfigException if the user's property is no number
     */
    public static int timeoutMs(KafkaConfig kafka) {
        String property = ProducerConfig.TRANSACTION_TIMEOUT_CONFIG;
        String text = kafka.properties().get(property);
        return text == null ? TIMEOUT_MS : (Integer) ConfigDef.parseType(property, text, Type.INT);
    }
}
