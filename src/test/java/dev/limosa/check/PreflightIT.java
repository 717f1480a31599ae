package dev.limosa.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.limosa.check.CheckRig.Pair;
import dev.limosa.config.MigrationConfig;
import dev.limosa.demo.PostgresServer;
import dev.limosa.demo.ServiceProcess;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.TopicSpec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each bad input is found, by its own code and no other; good ones are let through. */
class PreflightIT {

    private static final String TABLE = "CREATE TABLE t (id int PRIMARY KEY, v varchar(9))";
    private static final String LIST = "[{table: public.t}]";
    private static CheckRig rig;

    @BeforeAll
    static void start() throws Exception {
        rig = new CheckRig();
        CheckRig.execute(rig.postgres.jdbcUrl(), "CREATE ROLE limosa_guest LOGIN PASSWORD 'canary'");
        CheckRig.execute(rig.postgres.jdbcUrl(), "ALTER SYSTEM SET max_slot_wal_keep_size = '1GB'");
        CheckRig.execute(rig.postgres.jdbcUrl(), "SELECT pg_reload_conf()");
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @TestFactory
    Stream<DynamicTest> findsWhatIsWrong() {
        return BadInput.ALL.stream()
                .map(bad -> dynamicTest(bad.name(), () -> {
                    assumeTrue(
                            !bad.name().equals(BadInput.SINCE_15) || rig.major() >= 15,
                            "PostgreSQL before 15 has no publications of some rows");
                    verify(bad, PostgresServer.USER);
                }));
    }

    @TestFactory
    Stream<DynamicTest> findsWhatARoleLacks() {
        return BadInput.OF_A_ROLE.stream()
                .map(bad -> dynamicTest(bad.name(), () -> {
                    CheckRig.execute(rig.postgres.jdbcUrl(), "ALTER ROLE limosa_guest NOREPLICATION");
                    verify(bad, "limosa_guest");
                }));
    }

    private static void verify(BadInput bad, String user) throws Exception {
        Pair databases = bad.target().isEmpty() ? rig.source(bad.source()) : rig.databases(bad.source(), bad.target());
        Report report = Preflight.of(rig.config(databases, user, bad.tables()));
        assertEquals(report.findings().size(), Set.copyOf(report.findings()).size(), "told twice");
        Set<String> meant = new TreeSet<>(bad.findings());
        Set<String> unmeant = keys(report, Level.FAIL);
        unmeant.removeAll(meant);
        assertEquals(Set.of(), unmeant, "failures that are none");
        meant.removeAll(keys(report, Level.FAIL));
        meant.removeAll(keys(report, Level.WARN));
        assertEquals(Set.of(), meant, "not found");
        assertTrue(
                report.findings().stream()
                        .filter(f -> bad.findings().contains(key(f)))
                        .anyMatch(f -> f.sentence().contains(bad.says())),
                () -> report.findings().toString());
    }

    private static Set<String> keys(Report report, Level level) {
        return report.at(level).stream().map(PreflightIT::key).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String key(Finding finding) {
        return (finding.id().code() + " " + finding.object()).strip();
    }

    @Test
    void letsAGoodMigrationThrough() throws Exception {
        Pair databases = rig.source(List.of(TABLE));
        Report report = Preflight.of(rig.config(databases, PostgresServer.USER, LIST));
        assertEquals(Set.of(), keys(report, Level.FAIL));
        // One broker has one copy of everything; nothing else is to be said.
        assertEquals(Set.of("KF-305"), keys(report, Level.WARN));
        assertEquals(List.of(), report.notChecked());
    }

    @Test
    void aServerWithoutLogicalWal() throws Exception {
        Pair databases = rig.source(List.of());
        String source = rig.serverWithoutLogicalWal().jdbcUrl();
        CheckRig.execute(source, TABLE);
        Report report = Preflight.of(rig.config(new Pair(source, databases.target()), PostgresServer.USER, LIST));
        assertEquals(Set.of("PG-104"), keys(report, Level.FAIL));
    }

    @Test
    void whatCanNotBeReachedIsToldOnceAndTheRestIsLookedAt() throws Exception {
        Pair databases = rig.source(List.of(TABLE));
        Report noSource = Preflight.of(
                rig.config(new Pair("jdbc:postgresql://127.0.0.1:1/x", databases.target()), PostgresServer.USER, LIST));
        assertEquals(Set.of("PG-101"), keys(noSource, Level.FAIL));
        assertFalse(noSource.notChecked().isEmpty());
        assertTrue(noSource.findings().stream().anyMatch(f -> f.id() == CheckId.KF_303));

        Report noDatabase = Preflight.of(rig.config(
                new Pair(CheckRig.url(rig.postgres, "no_such"), databases.target()), PostgresServer.USER, LIST));
        assertTrue(noDatabase.at(Level.FAIL).get(0).reason().contains("no such database"));
    }

    @Test
    void sourceAndTargetAreTheSame() throws Exception {
        Pair databases = rig.source(List.of(TABLE));
        Report report =
                Preflight.of(rig.config(new Pair(databases.source(), databases.source()), PostgresServer.USER, LIST));
        assertEquals(Set.of("TG-510 public.t"), keys(report, Level.FAIL));
    }

    @Test
    void anotherCharacterSet() throws Exception {
        Pair databases = rig.source(List.of());
        CheckRig.execute(
                rig.postgres.jdbcUrl(), "CREATE DATABASE ascii ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0");
        String source = CheckRig.url(rig.postgres, "ascii");
        CheckRig.execute(source, TABLE);
        Report report = Preflight.of(rig.config(new Pair(source, databases.target()), PostgresServer.USER, LIST));
        assertEquals(Set.of("PG-114 source"), keys(report, Level.FAIL));
    }

    @Test
    void slotsOfOthersAndOpenTransactions() throws Exception {
        Pair databases = rig.source(List.of(TABLE));
        MigrationConfig config = rig.config(databases, PostgresServer.USER, LIST);
        CheckRig.execute(
                rig.postgres.jdbcUrl(), "SELECT pg_create_logical_replication_slot('limosa_check', 'pgoutput')");
        try {
            assertEquals(Set.of("PG-108 limosa_check"), keys(Preflight.of(config), Level.FAIL));
            CheckRig.execute(
                    rig.postgres.jdbcUrl(),
                    "SELECT pg_create_physical_replication_slot('limosa_test_' || n) FROM generate_series(1, 7) n");
            CheckRig.execute(rig.postgres.jdbcUrl(), "SELECT pg_drop_replication_slot('limosa_check')");
            CheckRig.execute(rig.postgres.jdbcUrl(), "SELECT pg_create_physical_replication_slot('limosa_test_8')");
            assertEquals(Set.of("PG-109"), keys(Preflight.of(config), Level.FAIL));
        } finally {
            CheckRig.execute(
                    rig.postgres.jdbcUrl(), "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots");
        }
    }

    @Test
    void aTransactionThatKeepsTheSlotFromBeingMade() throws Exception {
        Pair databases = rig.source(List.of(TABLE));
        MigrationConfig config = rig.config(databases, PostgresServer.USER, LIST);
        try (Connection open =
                        DriverManager.getConnection(databases.source(), PostgresServer.USER, PostgresServer.PASSWORD);
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            // now() stands still in a transaction: the checks compare it with the clock.
            statement.execute("INSERT INTO t VALUES (1); SELECT pg_sleep(5.1)");
            Finding found = Preflight.of(config).findings().stream()
                    .filter(f -> f.id() == CheckId.PG_113)
                    .findFirst()
                    .orElseThrow();
            assertEquals(Level.WARN, found.level());
            assertTrue(found.sentence().contains("pg_terminate_backend"), found.sentence());
        }
    }

    @Test
    void topicsWithAPolicyThatLosesHistory() throws Exception {
        Pair databases = rig.source(List.of(TABLE));
        MigrationConfig config = rig.config(databases, PostgresServer.USER, LIST);
        try (Admin admin = new KafkaClients(config.kafka()).admin()) {
            admin.createTopics(List.of(
                            topic("check.public.t", 2, Map.of("cleanup.policy", "compact")),
                            topic("check.g1.public.t", 3, Map.of("retention.ms", "-1")),
                            topic("check_dlq", 1, Map.of())))
                    .all()
                    .get();
            try {
                Report report = Preflight.of(config);
                assertEquals(
                        Set.of("TP-401 check.public.t", "TP-402 check.g1.public.t", "TP-403 check.dlq"),
                        keys(report, Level.FAIL));

                // Nothing is in it: set right, it is as good as new.
                List<String> done = new Fixes(config).apply(report, Set.of());
                assertEquals(2, done.size(), done.toString());
                assertEquals(
                        Set.of("TP-402 check.g1.public.t", "TP-403 check.dlq"), keys(Preflight.of(config), Level.FAIL));
            } finally {
                admin.deleteTopics(List.of("check.public.t", "check.g1.public.t", "check_dlq"))
                        .all()
                        .get();
            }
        }
    }

    @Test
    void aCompactedHistoryWithRecordsIsBeyondRepair() throws Exception {
        Pair databases = rig.source(List.of(TABLE));
        MigrationConfig config = rig.config(databases, PostgresServer.USER, LIST);
        try (Admin admin = new KafkaClients(config.kafka()).admin();
                Producer<byte[], byte[]> producer = new KafkaClients(config.kafka()).producer(Map.of())) {
            admin.createTopics(List.of(
                            topic("check.public.t", 2, Map.of("cleanup.policy", "compact", "retention.ms", "-1"))))
                    .all()
                    .get();
            try {
                producer.send(new ProducerRecord<>("check.public.t", new byte[1], new byte[1]))
                        .get();
                Report report = Preflight.of(config);
                assertEquals(Set.of("TP-401 check.public.t", "TP-404 check.public.t"), keys(report, Level.FAIL));
                assertEquals(List.of(), new Fixes(config).apply(report, Set.of("TP-401", "TP-404")));
            } finally {
                admin.deleteTopics(List.of("check.public.t")).all().get();
            }
        }
    }

    @Test
    void theFirstTransactionProtocol() throws Exception {
        Pair databases = rig.source(List.of(TABLE));
        MigrationConfig config = rig.config(databases, PostgresServer.USER, LIST);
        try (Admin admin = new KafkaClients(config.kafka()).admin()) {
            transactionVersion(admin, 1, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);
            try {
                assertEquals(Set.of("KF-303"), keys(Preflight.of(config), Level.FAIL));
            } finally {
                transactionVersion(admin, 2, FeatureUpdate.UpgradeType.UPGRADE);
            }
        }
    }

    private static void transactionVersion(Admin admin, int level, FeatureUpdate.UpgradeType type) throws Exception {
        admin.updateFeatures(
                        Map.of("transaction.version", new FeatureUpdate((short) level, type)),
                        new UpdateFeaturesOptions())
                .all()
                .get();
    }

    @Test
    void replicaIdentityIsChangedOnlyIfAskedFor() throws Exception {
        Pair databases = rig.databases(List.of("CREATE TABLE t (id int PRIMARY KEY, v text)"), List.of());
        MigrationConfig config = rig.config(databases, PostgresServer.USER, LIST);
        Report report = Preflight.of(config);
        assertEquals(List.of(), new Fixes(config).apply(report, Set.of()));
        assertTrue(keys(Preflight.of(config), Level.WARN).contains("TB-205 public.t"));

        assertEquals(1, new Fixes(config).apply(report, Set.of("TB-205")).size());
        assertFalse(keys(Preflight.of(config), Level.WARN).contains("TB-205 public.t"));
    }

    @Test
    void whatStaysBehindIsCountedAndNamed() throws Exception {
        Pair databases = rig.databases(
                List.of(
                        """
                        CREATE TABLE t (id serial PRIMARY KEY, v varchar(9) CHECK (v <> ''));
                        ALTER TABLE t ADD CONSTRAINT same FOREIGN KEY (id) REFERENCES t NOT VALID;
                        CREATE TABLE other (id int);
                        CREATE VIEW w AS TABLE t;
                        CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
                        CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
                        CREATE RULE r AS ON DELETE TO t DO ALSO NOTHING;
                        CREATE POLICY p ON t USING (true);
                        CREATE INDEX i ON t (v);
                        GRANT SELECT ON t TO limosa_guest;
                        COMMENT ON TABLE t IS 'said';
                        SELECT lo_create(0);
                        """),
                List.of());
        Report report = Preflight.of(rig.config(databases, PostgresServer.USER, LIST));
        Map<String, List<String>> left = report.findings().stream()
                .filter(f -> f.id().section() == Section.NOT_MIGRATED)
                .collect(Collectors.toMap(f -> f.id().title(), Finding::names));
        assertEquals(
                Map.ofEntries(
                        Map.entry("views", List.of("public.w")),
                        Map.entry("functions", List.of("public.f")),
                        Map.entry("triggers", List.of("t.g")),
                        Map.entry("rules", List.of("t.r")),
                        Map.entry("policies", List.of("t.p")),
                        Map.entry("grants", List.of("public.t")),
                        Map.entry("comments", List.of("t")),
                        Map.entry("large objects", List.of()),
                        Map.entry("sequences", List.of("public.t_id_seq")),
                        Map.entry("indexes", List.of("i")),
                        Map.entry("check constraints", List.of("t.t_v_check")),
                        Map.entry("other tables", List.of("public.other")),
                        Map.entry("foreign keys", List.of("t.same"))),
                left);
    }

    @TestFactory
    Stream<DynamicTest> runRefusesInOneLineAndMakesNothing() throws Exception {
        Pair databases = rig.databases(List.of(TABLE + "; CREATE TABLE u (id int)"), List.of());
        MigrationConfig config = rig.config(databases, PostgresServer.USER, LIST);
        String kafka = rig.kafka.bootstrapServers();
        String database = "127.0.0.1:" + rig.postgres.port();
        rig.requirePassword("limosa_locked", databases.source());
        return Stream.of(
                refusal("a database in place of a broker", databases, "postgres", database, LIST, "KF-301 connect: "),
                refusal("an unreachable broker", databases, "postgres", "127.0.0.1:1", LIST, "KF-301 connect: "),
                refusal("a wrong password", databases, "limosa_locked", kafka, LIST, "PG-101 connect: "),
                refusal("no key", databases, "postgres", kafka, "[{table: public.u}]", "TB-203 primary key: "),
                dynamicTest("a compacted history", () -> {
                    try (Admin admin = new KafkaClients(config.kafka()).admin()) {
                        NewTopic compacted = topic("check.public.t", 2, Map.of("cleanup.policy", "compact"));
                        admin.createTopics(List.of(compacted)).all().get();
                        refuse(databases, "postgres", kafka, LIST, "TP-401 policy: ");
                        admin.deleteTopics(List.of("check.public.t")).all().get();
                    }
                }));
    }

    private static DynamicTest refusal(
            String name, Pair databases, String user, String kafka, String tables, String line) {
        return dynamicTest(name, () -> refuse(databases, user, kafka, tables, line));
    }

    /** As a person would see it: the real command, all it prints, its exit code. */
    private static void refuse(Pair databases, String user, String kafka, String tables, String line) throws Exception {
        Path config = rig.file(CheckRig.yaml(databases.source(), databases.target(), user, kafka, tables));
        Path log = config.resolveSibling("run.log");
        try (ServiceProcess service = ServiceProcess.start(config, log, Map.of())) {
            assertEquals(5, service.waitForExit(Duration.ofSeconds(60)).orElseThrow(), service::log);
            List<String> printed = service.log().lines().toList();
            assertTrue(printed.get(0).startsWith("limosa: " + line), service::log);
            assertTrue(printed.stream().allMatch(l -> l.startsWith("limosa: ") && l.contains("; fix: ")), service::log);
            assertFalse(service.logContains("canary"), service::log);
        }
        for (String url : List.of(databases.source(), databases.target())) {
            assertEquals(0, CheckRig.number(url, "SELECT count(*) FROM pg_namespace WHERE nspname = 'limosa'"));
        }
        assertEquals(0, CheckRig.number(databases.source(), "SELECT count(*) FROM pg_publication"));
        assertEquals(0, CheckRig.number(databases.source(), "SELECT count(*) FROM pg_replication_slots"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", rig.kafka.bootstrapServers()))) {
            assertFalse(admin.listTopics().names().get().contains("check.position"));
        }
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(TopicSpec.MAX_MESSAGE_BYTES, "33554432"));
        all.putAll(settings);
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(all);
    }
}
