package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.limosa.change.TableId;
import dev.limosa.demo.PostgresServer;
import dev.limosa.demo.ServiceProcess;
import dev.limosa.jdbc.Sql;
import dev.limosa.topics.TopicNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A migration from one real PostgreSQL to another through a real broker, run by the service as a child process. The
 * servers are started once for all scenarios; each scenario has a migration and tables of its own.
 */
final class Rig implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static Embedded embedded;
    private static int count;

    private final Servers servers;
    private final String name;
    private final Path folder;
    private Connection source;
    private Connection target;
    private final List<ServiceProcess> services = new ArrayList<>();
    private boolean http;
    private String text = "";
    private final Map<String, String> kafkaProperties = new TreeMap<>();
    private final Map<TableId, String> tables = new TreeMap<>();

    private record Embedded(Broker kafka, PostgresServer source, PostgresServer target) {
        Servers addresses() {
            return new Servers(
                    kafka.bootstrapServers(),
                    source.jdbcUrl(),
                    target.jdbcUrl(),
                    PostgresServer.USER,
                    PostgresServer.PASSWORD);
        }
    }

    /** Where a scenario's servers are, whoever runs them. */
    record Servers(String kafka, String sourceUrl, String targetUrl, String user, String password) {
        Connection connect(String url) throws SQLException {
            return DriverManager.getConnection(url, user, password);
        }

        Servers exchanged() {
            return new Servers(kafka, targetUrl, sourceUrl, user, password);
        }

        private String database(String url) {
            return "{url: \"" + url + "\", user: \"" + user + "\", password: \"${env:RIG_PASSWORD}\"}\n";
        }
    }

    private Rig(Servers servers, String name) throws Exception {
        this.servers = servers;
        this.name = name;
        folder = Files.createTempDirectory("limosa-scenario");
        source = servers.connect(servers.sourceUrl);
        target = servers.connect(servers.targetUrl);
        source("CREATE SCHEMA " + schema());
    }

    static synchronized Rig start() throws Exception {
        if (embedded == null) {
            embedded = new Embedded(Broker.start(), PostgresServer.start(), PostgresServer.start());
        }
        return on(embedded.addresses());
    }

    static Rig on(Servers servers) throws Exception {
        return new Rig(servers, "scenario-" + ++count);
    }

    String schema() {
        return name.replace('-', '_');
    }

    Servers servers() {
        return servers;
    }

    /** For files of this scenario. */
    Path folder() {
        return folder;
    }

    String migration() {
        return name;
    }

    static void restartKafka() throws Exception {
        embedded.kafka.restart();
    }

    void stopSource() {
        embedded.source.stop();
    }

    void restartSource() throws SQLException {
        embedded.source.restart();
        source = servers.connect(servers.sourceUrl);
    }

    void restartTarget() throws SQLException {
        embedded.target.restart();
        target = servers.connect(servers.targetUrl);
    }

    /** Makes a table on the source and takes it into the migration. */
    TableId table(String table, String columns) throws SQLException {
        return table(table, columns, "");
    }

    /** @param settings more lines of the table's entry in the configuration */
    TableId table(String table, String columns, String settings) throws SQLException {
        TableId id = new TableId(schema(), table);
        source("CREATE TABLE " + Sql.quote(id) + " (" + columns + ")");
        source("ALTER TABLE " + Sql.quote(id) + " REPLICA IDENTITY FULL");
        tables.put(id, settings);
        return id;
    }

    /** Takes a table into the migration that is on the source already. */
    void migrate(TableId table) {
        tables.put(table, "");
    }

    /** Services started from now on serve HTTP, on a port their log tells. */
    void serveHttp() {
        http = true;
    }

    /** @param yaml what the part {@code text} of the configuration holds, on one line */
    void text(String yaml) {
        text = "text: {" + yaml + "}\n";
    }

    /** Who is killed is replaced within moments: for scenarios that do not ask how long that takes as it is shipped. */
    void replaceSoon() {
        kafkaProperties.put("session.timeout.ms", "2000");
        kafkaProperties.put("transaction.timeout.ms", "4000");
    }

    /** Writes the configuration as it is now. */
    Path config() throws IOException {
        return Files.writeString(folder.resolve("migration.yaml"), yaml(servers));
    }

    /** What the configuration refers to. */
    Map<String, String> environment() {
        return Map.of("RIG_PASSWORD", servers.password);
    }

    ServiceProcess service() throws IOException {
        return service(Map.of());
    }

    /** Starts a replica, with a crash point armed if the environment says so. */
    ServiceProcess service(Map<String, String> environment, String... arguments) throws IOException {
        return service(servers, environment, arguments);
    }

    /** Starts one that is told of other servers than the rig's. */
    ServiceProcess service(Servers told, Map<String, String> environment, String... arguments) throws IOException {
        Path config = folder.resolve("migration-" + services.size() + ".yaml");
        Files.writeString(config, yaml(told));
        return service(config, environment, arguments);
    }

    /** Starts one with a configuration of its own. */
    ServiceProcess service(Path config, Map<String, String> environment, String... arguments) throws IOException {
        Path log = folder.resolve("service-" + services.size() + ".log");
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(environment());
        ServiceProcess service = ServiceProcess.start(config, log, variables, arguments);
        services.add(service);
        return service;
    }

    /** Stops every replica. */
    void stopServices() throws Exception {
        for (ServiceProcess service : services) {
            service.stop();
        }
    }

    private String yaml(Servers servers) {
        StringBuilder yaml = new StringBuilder("migration: " + name + "\n");
        yaml.append("source: ").append(servers.database(servers.sourceUrl));
        yaml.append("target: ").append(servers.database(servers.targetUrl));
        yaml.append("kafka: {bootstrap-servers: \"").append(servers.kafka).append("\", properties: {");
        kafkaProperties.forEach(
                (name, value) -> yaml.append(name).append(": \"").append(value).append("\", "));
        yaml.append("}}\n");
        yaml.append("partitions: 4\ncapture: {chunk-rows: 500, watermark-ms: 250}\nadmin: {port: ")
                .append(http ? 0 : -1)
                .append("}\n")
                .append(text)
                .append("tables:\n");
        tables.forEach((id, settings) -> yaml.append("  - table: '")
                .append(id.toString().replace("'", "''"))
                .append("'\n")
                .append(settings.indent(4)));
        return yaml.toString();
    }

    void source(String sql) throws SQLException {
        execute(source, sql);
    }

    void target(String sql) throws SQLException {
        execute(target, sql);
    }

    long sourceLong(String sql) throws SQLException {
        return number(source, sql);
    }

    long targetLong(String sql) throws SQLException {
        return number(target, sql);
    }

    String sourceText(String sql) throws SQLException {
        return text(source, sql);
    }

    String targetText(String sql) throws SQLException {
        return text(target, sql);
    }

    HistoryValues history(TableId table) {
        return HistoryValues.read(servers.kafka, new TopicNames(name).history(table));
    }

    Connection sourceConnection() throws SQLException {
        return servers.connect(servers.sourceUrl);
    }

    /** Waits until everything the source has committed by now is proven to be in the target. */
    void awaitProven() throws Exception {
        long sent = sentBarrier();
        await("barrier " + (sent + 1) + " proven", () -> {
            // A test may run the service itself.
            assertTrue(services.isEmpty() || services.stream().anyMatch(ServiceProcess::isAlive), this::log);
            long passed = sentBarrier();
            return passed > sent
                    && targetLong("SELECT limosa.proven('" + name + "', 1, " + (sent + 1) + ")::int") == 1
                    && targetLong("SELECT count(*) FILTER (WHERE NOT snapshot_done) FROM limosa.sink_offset"
                                    + " WHERE migration = '" + name + "'")
                            == 0;
        });
    }

    /** Waits until so many rows are open. */
    void awaitOpen(long rows) throws Exception {
        await(
                rows + " open rows",
                () -> targetLong("SELECT count(*) FROM limosa.open_row WHERE migration = '" + name + "'") == rows);
    }

    /** How many sink tasks hold partitions. */
    long sinkOwners() throws SQLException {
        return targetLong("SELECT count(DISTINCT owner) FROM limosa.sink_offset WHERE migration = '" + name + "'");
    }

    private long sentBarrier() throws SQLException {
        return sourceLong("SELECT CASE WHEN to_regclass('limosa.watermark') IS NULL THEN 0 ELSE 1 END") == 0
                ? 0
                : sourceLong(
                        "SELECT coalesce(max(number), 0) FROM limosa.watermark WHERE kind = 'barrier' AND migration = '"
                                + name + "'");
    }

    void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Answer answer = Answer.of(condition);
        while (!answer.satisfied()) {
            if (System.nanoTime() > deadline) {
                fail("waited " + PATIENCE + " in vain for: " + what + "\n" + log(), answer.error());
            }
            Thread.sleep(50);
            answer = Answer.of(condition);
        }
    }

    private record Answer(boolean satisfied, @Nullable SQLException error) {

        /** A server that is being restarted answers with an error for a while. */
        static Answer of(Callable<Boolean> condition) throws Exception {
            try {
                return new Answer(condition.call(), null);
            } catch (SQLException e) {
                return new Answer(false, e);
            }
        }
    }

    /** The one assertion: each table's rows are the same on both sides, byte by byte, and no row is open. */
    void assertIdentical() throws Exception {
        for (TableId table : tables.keySet()) {
            assertEquals(rows(source, table), rows(target, table), "rows of " + table);
        }
        assertEquals(
                0, targetLong("SELECT count(*) FROM limosa.open_row WHERE migration = '" + name + "'"), "open rows");
    }

    private static String rows(Connection connection, TableId table) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Statement zone = connection.createStatement()) {
            zone.execute("SET TimeZone = 'UTC'");
        }
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                        "COPY (SELECT * FROM " + Sql.quote(table) + " t ORDER BY t::text COLLATE \"C\") TO STDOUT",
                        out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The newest service's log, for a test that failed. */
    String log() {
        return services.isEmpty() ? "" : services.get(services.size() - 1).log();
    }

    @Override
    public void close() throws Exception {
        for (ServiceProcess service : services) {
            // How one ends when it is asked to is asserted where that is the scenario; here it would take a second
            // each.
            service.kill();
            service.close();
        }
        assertTrue(services.stream().noneMatch(ServiceProcess::isAlive));
        dropSlots();
        source.close();
        target.close();
    }

    private void dropSlots() throws Exception {
        await("slot released", () -> sourceLong("SELECT count(*) FROM pg_replication_slots WHERE active") == 0);
        source("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
