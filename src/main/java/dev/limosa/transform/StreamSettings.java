package dev.limosa.transform;

import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;

import dev.limosa.config.MigrationConfig;
import dev.limosa.topics.GroupSession;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.TopicNames;
import dev.limosa.topics.TransactionSettings;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** How the streams client is set up: what is only good advice comes first, then the user's word, then what must be. */
final class StreamSettings {

    private static final String RETRY_BACKOFF = CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG;

    private StreamSettings() {}

    static Properties of(MigrationConfig config, int generation) {
        Properties settings = advice();
        settings.putAll(KafkaClients.withoutReporters());
        settings.putAll(GroupSession.of(config.kafka()).settings());
        settings.putAll(config.kafka().properties());
        settings.putIfAbsent(consumerPrefix(RETRY_BACKOFF), consumersRetryBackoff(config));
        settings.putAll(musts(config, generation));
        return settings;
    }

    /** Not the producer's: a consumer's heartbeat thread wakes up once in this time, all its life. */
    private static String consumersRetryBackoff(MigrationConfig config) {
        return config.kafka()
                .properties()
                .getOrDefault(RETRY_BACKOFF, Long.toString(CommonClientConfigs.DEFAULT_RETRY_BACKOFF_MS));
    }

    /** Without the prefixes of Streams, which would beat what the user writes without them. */
    private static Properties advice() {
        Properties advice = new Properties();
        advice.putAll(TransactionSettings.advice());
        advice.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 4000);
        // A partition whose records are used up is not asked for more while an answer about empty ones is awaited.
        advice.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        return advice;
    }

    private static Properties musts(MigrationConfig config, int generation) {
        String application = new TopicNames(config.migration()).transformApplication(generation);
        Properties musts = new Properties();
        musts.putAll(TransactionSettings.demands());
        musts.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        musts.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
        musts.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        musts.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.transform().threads());
        musts.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, (long)
                config.transform().commitIntervalMs());
        // It looks whether a commit is wanted only between two polls.
        musts.put(StreamsConfig.POLL_MS_CONFIG, PromptCommit.LOOK.toMillis());
        // A task reads one partition, so there is no other one to wait for.
        musts.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        musts.put(consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // There is no global table here; this only says that Kafka 5 may do what it is going to do anyway.
        musts.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        // Nothing is ever stored there; a folder of its own keeps replicas on one machine from meeting in it.
        musts.put(
                StreamsConfig.STATE_DIR_CONFIG,
                Path.of(
                                System.getProperty("java.io.tmpdir"),
                                application + "-" + ProcessHandle.current().pid())
                        .toString());
        return musts;
    }
}
