package dev.limosa.check;

import dev.limosa.config.MigrationConfig.KafkaConfig;
import dev.limosa.topics.TransactionSettings;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.SupportedVersionRange;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;

/** The cluster: whether its transactions hold, and whether it keeps what it is given. */
final class KafkaChecks {

    private static final String FEATURE = "transaction.version";
    /** The second version of the protocol, with which a request that comes late can't end a later transaction. */
    private static final short WANTED = 2;
    /** JSON, lz4: measured as 0.9 on rows of numbers and dates; long text is less. */
    private static final double HISTORY_BYTES_PER_TABLE_BYTE = 1.0;
    /** Its record, and the marker that ends its transaction; measured. */
    private static final long BARRIER_BYTES = 250;

    private static final double DAY_MS = 86_400_000;

    private final KafkaProbe kafka;
    private final KafkaConfig config;
    private final Findings out;
    private final Map<String, String> settings = new HashMap<>();

    KafkaChecks(KafkaProbe kafka, KafkaConfig config, Findings out) {
        this.kafka = kafka;
        this.config = config;
        this.out = out;
    }

    /** @param topicsToMake whether some are missing, which will be as the brokers make them */
    void run(boolean topicsToMake) throws InterruptedException {
        features();
        readSettings();
        timeouts();
        replication(topicsToMake);
    }

    private void features() throws InterruptedException {
        FeatureMetadata features =
                KafkaProbe.get(kafka.admin().describeFeatures().featureMetadata());
        SupportedVersionRange supported = features.supportedFeatures().get(FEATURE);
        if (supported == null || supported.maxVersion() < WANTED) {
            out.fail(
                    CheckId.KF_302,
                    "",
                    "expected Apache Kafka 4.0 or newer, found brokers that don't know " + FEATURE + " " + WANTED,
                    "upgrade the brokers; those of other makers don't implement it, and can't be exactly once");
            return;
        }
        out.ok(CheckId.KF_302, "4.0 or newer");
        FinalizedVersionRange level = features.finalizedFeatures().get(FEATURE);
        int found = level == null ? 0 : level.maxVersionLevel();
        if (found < WANTED) {
            out.fail(
                    CheckId.KF_303,
                    "",
                    "expected " + FEATURE + " " + WANTED + ", found " + found
                            + ": a late request can end or tear a later transaction",
                    "kafka-features.sh --bootstrap-server … upgrade --feature " + FEATURE + "=" + WANTED);
        }
        out.okIfNothing(CheckId.KF_303, FEATURE + " " + found);
    }

    private void readSettings() throws InterruptedException {
        String broker = Integer.toString(kafka.brokers().get(0).id());
        ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker);
        Config config = KafkaProbe.get(
                        kafka.admin().describeConfigs(List.of(resource)).all())
                .get(resource);
        if (config != null) {
            config.entries().stream()
                    .filter(entry -> entry.value() != null)
                    .forEach(entry -> settings.put(entry.name(), entry.value()));
        }
    }

    private void timeouts() {
        try {
            timeouts(TransactionSettings.timeoutMs(config));
        } catch (ConfigException e) {
            out.fail(
                    CheckId.KF_304,
                    ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                    "expected a number of milliseconds, found none",
                    "set it in kafka.properties, or leave it out");
        }
    }

    /** @param wanted what capture and the transform ask for */
    private void timeouts(int wanted) {
        int longest = number("transaction.max.timeout.ms", wanted);
        if (longest < wanted) {
            out.fail(
                    CheckId.KF_304,
                    "transaction.max.timeout.ms",
                    "expected " + wanted + " or more, found " + longest,
                    "raise it on the brokers, or lower transaction.timeout.ms in kafka.properties");
        }
        out.okIfNothing(CheckId.KF_304, "transactions of " + wanted / 1000 + " s are allowed");
    }

    private void replication(boolean topicsToMake) {
        int brokers = kafka.brokers().size();
        int copies = number("default.replication.factor", 1);
        int inSync = number("min.insync.replicas", 1);
        tooMany("transaction.state.log.replication.factor", brokers);
        tooMany("transaction.state.log.min.isr", brokers);
        tooMany("offsets.topic.replication.factor", brokers);
        if (topicsToMake) {
            newTopics(brokers, copies, inSync);
        }
        if (Boolean.parseBoolean(settings.getOrDefault("unclean.leader.election.enable", "false"))) {
            out.fail(
                    CheckId.KF_305,
                    "unclean.leader.election.enable",
                    "expected false, found true: a broker that lags may take over, and what was written is gone",
                    "kafka-configs.sh --alter --entity-type brokers --entity-default --add-config"
                            + " unclean.leader.election.enable=false");
        }
        out.okIfNothing(CheckId.KF_305, copies + " copies, " + inSync + " in sync");
    }

    private void newTopics(int brokers, int copies, int inSync) {
        if (inSync > copies || copies > brokers) {
            out.fail(
                    CheckId.KF_305,
                    "",
                    "expected min.insync.replicas ≤ default.replication.factor ≤ brokers, found " + inSync + ", "
                            + copies + " and " + brokers + ": topics could not be made or written",
                    "set them on the brokers, or make the topics beforehand from topics/*.yaml");
        } else if (copies < 2) {
            out.warn(
                    CheckId.KF_305,
                    "",
                    "new topics have one copy: history is lost with the broker that has it",
                    Fix.byHand(
                            "make the topics beforehand from topics/*.yaml, or set default.replication.factor to 3"));
        } else if (inSync < 2) {
            out.warn(
                    CheckId.KF_305,
                    "",
                    "min.insync.replicas is 1: what only one broker has counts as written",
                    Fix.byHand("make the topics beforehand from topics/*.yaml, or set min.insync.replicas to 2"));
        }
    }

    private void tooMany(String setting, int brokers) {
        int copies = number(setting, 1);
        if (copies > brokers) {
            out.fail(
                    CheckId.KF_305,
                    setting,
                    "expected at most the " + brokers + " brokers there are, found " + copies
                            + ": no transaction or group could begin",
                    "start more brokers, or lower it on the brokers before its topic is made");
        }
    }

    private int number(String setting, int otherwise) {
        return Integer.parseInt(settings.getOrDefault(setting, Integer.toString(otherwise)));
    }

    /**
     * How much history there is going to be, against what is free.
     *
     * @param partitions of all history topics
     */
    void disk(double tableBytes, long partitions, int watermarkMs) throws InterruptedException {
        int copies = number("default.replication.factor", 1);
        double snapshot = tableBytes * HISTORY_BYTES_PER_TABLE_BYTE * copies;
        double barriers = partitions * BARRIER_BYTES * (DAY_MS / watermarkMs) * copies;
        double free = free();
        String said = "forecast: " + Text.bytes(tableBytes) + " of tables become about " + Text.bytes(snapshot)
                + " of history (lz4, " + Text.count(copies, "copy", "copies")
                + "), as much again while on the way to the target; barriers are " + Text.bytes(barriers)
                + " a day, and every change is kept for ever" + (free < 0 ? "" : "; " + Text.bytes(free) + " are free");
        if (free >= 0 && 2 * snapshot + 7 * barriers > free) {
            out.warn(
                    CheckId.KF_306,
                    "",
                    said,
                    Fix.byHand(
                            "give the brokers more disk, or set fewer 'partitions' or a longer capture.watermark-ms"));
        }
        out.okIfNothing(CheckId.KF_306, said);
    }

    /** On all brokers together; negative if they don't tell. */
    private double free() throws InterruptedException {
        Collection<Integer> ids =
                kafka.brokers().stream().map(node -> node.id()).toList();
        double free = -1;
        for (Map<String, LogDirDescription> folders : KafkaProbe.get(
                        kafka.admin().describeLogDirs(ids).allDescriptions())
                .values()) {
            for (LogDirDescription folder : folders.values()) {
                free = folder.usableBytes().isPresent()
                        ? Math.max(0, free) + folder.usableBytes().getAsLong()
                        : free;
            }
        }
        return free;
    }
}
