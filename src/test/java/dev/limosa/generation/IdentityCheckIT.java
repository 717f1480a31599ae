package dev.limosa.generation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.AdminConfig;
import dev.limosa.config.MigrationConfig.CaptureConfig;
import dev.limosa.config.MigrationConfig.DatabaseConfig;
import dev.limosa.config.MigrationConfig.KafkaConfig;
import dev.limosa.config.MigrationConfig.SinkConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.MigrationConfig.TransformConfig;
import dev.limosa.config.RefusedException;
import dev.limosa.config.RowFilter;
import dev.limosa.config.TextConfig;
import dev.limosa.config.TextStep;
import dev.limosa.config.TransformStep;
import dev.limosa.config.TransformStep.TextFunction;
import dev.limosa.demo.EmbeddedKafka;
import dev.limosa.demo.PostgresServer;
import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.SourceCatalog;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.MigrationIdentity;
import dev.limosa.topics.TopicNames;
import dev.limosa.topics.TopicProvisioner;
import dev.limosa.topics.TopicSpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What makes a migration another one is refused at its start, before anything is made. */
class IdentityCheckIT {

    private static final TableId DOCS = new TableId("public", "docs");

    private static EmbeddedKafka kafka;
    private static PostgresServer postgres;
    private static int count;

    private static String a;
    private static String b;
    private static String c;
    private static String d;

    private String name;

    @BeforeAll
    static void startServers() throws SQLException {
        kafka = EmbeddedKafka.start();
        postgres = PostgresServer.start();
        a = database("a");
        b = database("b");
        c = database("c");
        d = database("d");
    }

    @AfterAll
    static void stopServers() {
        postgres.close();
        kafka.close();
    }

    @BeforeEach
    void aNameNobodyUses() {
        name = "identity-" + ++count;
    }

    private static String database(String database) throws SQLException {
        execute("postgres", "CREATE DATABASE " + database);
        execute(database, "CREATE TABLE docs (id bigint PRIMARY KEY, body text, lang text)");
        return database;
    }

    @Test
    void theSameOneStartsAgainAndAgain() throws Exception {
        start(a, b);
        start(a, b);
        assertEquals(2, count(a) + count(b));
    }

    @Test
    void anotherTargetOrSourceIsRefused() throws Exception {
        start(a, b);
        String target = refused(a, c);
        assertTrue(target.contains("expected target '" + b + "' of PostgreSQL cluster"), target);
        assertTrue(target.contains("found '" + c + "' of PostgreSQL cluster"), target);
        String source = refused(c, b);
        assertTrue(source.contains("expected source '" + a + "'"), source);
        assertTrue(source.contains("found '" + c + "'"), source);
        assertFalse(hasSchema(c));
    }

    @Test
    void sourceAndTargetExchangedAreRefused() throws Exception {
        start(a, b);
        assertTrue(refused(b, a).contains("source and target exchanged"));
    }

    @Test
    void twoOtherDatabasesOverTheSameKafkaAreRefused() throws Exception {
        start(a, b);
        assertTrue(refused(c, d).contains("topic '" + name + ".position' knows another migration"));
        assertFalse(hasSchema(c) || hasSchema(d), "nothing is made in the databases of one that is refused");
    }

    @Test
    void anotherKafkaIsRefused() throws Exception {
        start(a, b);
        // As if the topics that have this migration's history were in another cluster.
        execute(b, "UPDATE limosa.migration SET kafka = 'elsewhere' WHERE migration = '" + name + "'");
        String message = refused(a, b);
        assertTrue(message.contains("the target's limosa.migration"), message);
        assertTrue(message.contains("expected Kafka cluster elsewhere, found "), message);
    }

    @Test
    void ofTwoThatStartAtOnceTheFirstInTheTopicStays() throws Exception {
        MigrationConfig config = config(a, b, List.of());
        try (Admin admin = new KafkaClients(config.kafka()).admin()) {
            provision(admin);
            IdentityTopic topic = new IdentityTopic(config, admin);
            MigrationIdentity first = new MigrationIdentity(name, "one", "other", topic.kafka());
            topic.write(first);
            topic.write(new MigrationIdentity(name, "two", "other", topic.kafka()));
            assertEquals(first, topic.stored());
        }
    }

    @Test
    void otherTransformsAreRefusedAndHarmlessSettingsAreNot() throws Exception {
        TransformStep trim = new TransformStep.Text(new TextStep(TextFunction.TRIM, Map.of(), ""), List.of("body"));
        prepare(config(a, b, List.of(trim)));
        assertDoesNotThrow(() -> prepare(harmlesslyChanged(config(a, b, List.of(trim)))));
        TransformStep lower = new TransformStep.Text(new TextStep(TextFunction.LOWER, Map.of(), ""), List.of("body"));
        String message = assertThrows(RefusedException.class, () -> prepare(config(a, b, List.of(trim, lower))))
                .getMessage();
        assertTrue(message.contains("topic '" + name + ".public.docs': expected transforms [{\"text\":"), message);
        assertTrue(message.contains("LOWER"), message);
    }

    @Test
    void aTableTakenOutOrChangedIsRefused() throws Exception {
        prepare(config(a, b, List.of()));
        MigrationConfig none = withTables(config(a, b, List.of()), List.of());
        assertTrue(assertThrows(RefusedException.class, () -> prepare(none))
                .getMessage()
                .contains("expected its table, found none"));
        MigrationConfig renamed = withTables(
                config(a, b, List.of()),
                List.of(new TableConfig(DOCS, new TableId("public", "papers"), null, List.of(), null, List.of())));
        assertTrue(assertThrows(RefusedException.class, () -> prepare(renamed))
                .getMessage()
                .contains("expected target table public.docs, found public.papers"));
        MigrationConfig filtered = withTables(
                config(a, b, List.of()),
                List.of(new TableConfig(
                        DOCS, DOCS, null, List.of(), new RowFilter("lang", List.of("zh"), false), List.of())));
        assertTrue(assertThrows(RefusedException.class, () -> prepare(filtered))
                .getMessage()
                .contains("expected where none, found {\"column\":\"lang\""));
    }

    private void start(String source, String target) throws Exception {
        try (Connection from = connect(source);
                Connection to = connect(target);
                Admin admin = new KafkaClients(config(a, b, List.of()).kafka()).admin()) {
            IdentityCheck check = new IdentityCheck(config(source, target, List.of()), from, to, admin);
            check.refuseAnother();
            check.claimDatabases();
            provision(admin);
            check.claimTopic();
        }
    }

    private String refused(String source, String target) {
        return assertThrows(RefusedException.class, () -> start(source, target)).getMessage();
    }

    private void provision(Admin admin) throws InterruptedException {
        new TopicProvisioner(admin).provision(List.of(TopicSpec.position(new TopicNames(name).position())));
    }

    private static void prepare(MigrationConfig config) throws SQLException {
        try (Connection source = Databases.connect(config.source(), "test");
                Connection target = Databases.connect(config.target(), "test")) {
            List<TableConfig> tables = config.tables();
            SourceCatalog catalog = new SourceCatalog(source);
            GenerationPlan plan =
                    GenerationPlan.of(config, 1, tables.isEmpty() ? List.of() : List.of(catalog.describe(DOCS)));
            new TargetPreparation(target, plan).prepare();
        }
    }

    private MigrationConfig config(String source, String target, List<TransformStep> steps) {
        return new MigrationConfig(
                name,
                at(source),
                at(target),
                new KafkaConfig(kafka.bootstrapServers(), Map.of()),
                2,
                List.of(new TableConfig(DOCS, DOCS, null, steps, null, List.of())),
                TextConfig.NONE,
                new CaptureConfig("s", "p", 1, 1, 1000, Map.of()),
                new TransformConfig(2, 50),
                new SinkConfig(1, 1, 32 << 20),
                new AdminConfig("127.0.0.1", -1));
    }

    private static MigrationConfig harmlesslyChanged(MigrationConfig config) {
        return new MigrationConfig(
                config.migration(),
                config.source(),
                config.target(),
                config.kafka(),
                config.partitions(),
                config.tables(),
                TextConfig.NONE,
                new CaptureConfig("s", "p", 9, 9, 2000, Map.of()),
                new TransformConfig(4, 20),
                new SinkConfig(7, 500, 1 << 20),
                new AdminConfig("127.0.0.1", 0));
    }

    private static MigrationConfig withTables(MigrationConfig config, List<TableConfig> tables) {
        return new MigrationConfig(
                config.migration(),
                config.source(),
                config.target(),
                config.kafka(),
                config.partitions(),
                tables,
                TextConfig.NONE,
                config.capture(),
                config.transform(),
                config.sink(),
                config.admin());
    }

    private static DatabaseConfig at(String database) {
        return new DatabaseConfig(
                postgres.jdbcUrl().replace("/postgres", "/" + database), PostgresServer.USER, PostgresServer.PASSWORD);
    }

    private static Connection connect(String database) throws SQLException {
        return Databases.connect(at(database), "test");
    }

    private static boolean hasSchema(String database) throws SQLException {
        return "t".equals(query(database, "SELECT to_regnamespace('limosa') IS NOT NULL"));
    }

    private int count(String database) throws SQLException {
        return Integer.parseInt(String.valueOf(
                query(database, "SELECT count(*) FROM limosa.migration WHERE migration = '" + name + "'")));
    }

    private static @Nullable String query(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
