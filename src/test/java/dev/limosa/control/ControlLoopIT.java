package dev.limosa.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.config.ConfigFile;
import dev.limosa.config.MigrationConfig;
import dev.limosa.demo.PostgresServer;
import dev.limosa.jdbc.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control channel on a real target: who carries out what, and that nobody does who may not. */
class ControlLoopIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static PostgresServer server;
    private static int migrations;

    @TempDir
    private Path folder;

    private final List<AutoCloseable> running = new ArrayList<>();

    @BeforeAll
    static void start() throws SQLException {
        server = PostgresServer.start();
        try (Connection target = server.connect()) {
            Databases.prepareTarget(target);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void stopLoops() throws Exception {
        for (AutoCloseable loop : running) {
            loop.close();
        }
    }

    @Test
    void aCommandIsCarriedOutAndItsOutcomeTold() throws Exception {
        MigrationConfig config = config();
        List<DesiredState> told = new CopyOnWriteArrayList<>();
        loop(config, "one", StageCommands.all(), told::add);
        try (CommandChannel channel = new CommandChannel(config)) {
            Command done = channel.follow(
                    channel.issue(StageCommands.pause(List.of(Stage.SINK), "anna@laptop")), PATIENCE, text -> {});
            assertEquals(Outcome.DONE, done.outcome());
            assertEquals("sink paused", done.message());
            assertEquals("one", done.acceptedBy());
        }
        await(() -> !told.isEmpty() && told.get(told.size() - 1).paused(Stage.SINK));
        assertEquals("anna@laptop", told.get(told.size() - 1).of(Stage.SINK).changedBy());
    }

    /** A limit that was lifted was taken for one of no rows at all: whether it is null was asked of another column. */
    @Test
    void aLiftedLimitIsNoLimit() throws Exception {
        MigrationConfig config = config();
        loop(config, "one", StageCommands.all(), state -> {});
        try (CommandChannel channel = new CommandChannel(config)) {
            for (long rate : List.of(50L, StageSetting.UNLIMITED)) {
                long id = channel.issue(StageCommands.throttle(List.of(Stage.SINK), rate, "anna@laptop"));
                channel.follow(id, PATIENCE, text -> {});
            }
        }
        try (Connection target = server.connect()) {
            assertTrue(!DesiredState.read(target, config.migration())
                    .of(Stage.SINK)
                    .limited());
        }
    }

    @Test
    void theSameKeyIsTheSameCommand() throws Exception {
        MigrationConfig config = config();
        CommandRequest request = new CommandRequest("pause", Map.of("stages", "sink"), null, "anna@laptop", "key-1");
        try (CommandChannel channel = new CommandChannel(config)) {
            assertEquals(channel.issue(request), channel.issue(request));
        }
    }

    @Test
    void whatNobodyTakesIsTakenBack() throws Exception {
        MigrationConfig config = config();
        AtomicInteger carriedOut = new AtomicInteger();
        try (CommandChannel channel = new CommandChannel(config)) {
            long id = channel.issue(CommandRequest.of("count", Map.of(), "anna@laptop"));
            assertEquals(
                    Outcome.WITHDRAWN,
                    channel.follow(id, Duration.ofMillis(300), text -> {}).outcome());
            loop(config, "late", List.of(counting(carriedOut)), state -> {});
            long second = channel.issue(CommandRequest.of("count", Map.of(), "anna@laptop"));
            assertEquals(
                    Outcome.DONE, channel.follow(second, PATIENCE, text -> {}).outcome());
        }
        assertEquals(1, carriedOut.get());
    }

    @Test
    void unknownAndRefusedCommandsSayWhyAndDoNotBlockOthers() throws Exception {
        MigrationConfig config = config();
        loop(config, "one", StageCommands.all(), state -> {});
        try (CommandChannel channel = new CommandChannel(config)) {
            long unknown = channel.issue(CommandRequest.of("fly", Map.of(), "anna@laptop"));
            long refused = channel.issue(StageCommands.throttle(List.of(Stage.TRANSFORM), 5, "anna@laptop"));
            long wrong = channel.issue(CommandRequest.of("throttle", Map.of("stages", "sink", "rate", "x"), "a"));
            long good = channel.issue(StageCommands.throttle(List.of(Stage.SINK), 5, "anna@laptop"));
            assertEquals(
                    Outcome.DONE, channel.follow(good, PATIENCE, text -> {}).outcome());
            for (long id : List.of(unknown, refused, wrong)) {
                assertEquals(Outcome.REFUSED, channel.find(id).outcome());
                assertTrue(String.valueOf(channel.find(id).message()).startsWith("cannot "));
            }
        }
        try (Connection target = server.connect()) {
            assertEquals(
                    5,
                    DesiredState.read(target, config.migration()).of(Stage.SINK).rate());
        }
    }

    /** It stopped after accepting: the one that takes over begins the command anew. */
    @Test
    void whatAnOwnerLeftUnfinishedIsCarriedOutByTheNext() throws Exception {
        MigrationConfig config = config();
        AtomicInteger carriedOut = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CommandKind hanging = kind("count", execution -> {
            begun.countDown();
            Thread.sleep(PATIENCE.toMillis());
            return "never";
        });
        AutoCloseable first = loop(config, "first", List.of(hanging), state -> {});
        try (CommandChannel channel = new CommandChannel(config)) {
            long id = channel.issue(CommandRequest.of("count", Map.of(), "anna@laptop"));
            begun.await();
            first.close();
            loop(config, "second", List.of(counting(carriedOut)), state -> {});
            Command done = channel.follow(id, PATIENCE, text -> {});
            assertEquals(Outcome.DONE, done.outcome());
            assertEquals("second", done.acceptedBy());
        }
        assertEquals(1, carriedOut.get());
    }

    /** The heart of it: an owner that slept through its replacement may believe what it likes. */
    @Test
    void anOwnerThatWasReplacedCanChangeNothing() throws Exception {
        MigrationConfig config = config();
        try (Connection target = server.connect()) {
            ControlEpoch old = ControlEpoch.claim(target, config.target(), config.migration(), "old");
            execute(
                    target,
                    "UPDATE limosa.control SET renewed_at = '-infinity' WHERE migration = '" + config.migration()
                            + "'");
            ControlEpoch young = ControlEpoch.claim(target, config.target(), config.migration(), "young");
            assertEquals(old.number() + 1, young.number());
            AtomicInteger ran = new AtomicInteger();
            assertThrows(LostEpochException.class, () -> old.transact(connection -> ran.incrementAndGet()));
            assertEquals(0, ran.get());
            young.transact(connection -> ran.incrementAndGet());
            assertEquals(1, ran.get());
            assertTrue(!old.renew(target));
        }
    }

    @Test
    void aTransactionOfTheOwnerHoldsOffWhoWantsToTakeOver() throws Exception {
        MigrationConfig config = config();
        try (Connection target = server.connect()) {
            ControlEpoch owner = ControlEpoch.claim(target, config.target(), config.migration(), "owner");
            execute(target, "SET lock_timeout = '200ms'");
            SQLException refused = assertThrows(
                    SQLException.class,
                    () -> owner.transact(
                            connection -> ControlEpoch.claim(target, config.target(), config.migration(), "other")));
            assertEquals("55P03", refused.getSQLState());
        }
    }

    private static CommandKind counting(AtomicInteger count) {
        return kind("count", execution -> {
            execution.progress("counting");
            return execution.transact(target -> "counted " + count.incrementAndGet());
        });
    }

    private interface Body {
        String of(Execution execution) throws SQLException, InterruptedException;
    }

    private static CommandKind kind(String name, Body body) {
        return new CommandKind() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String carryOut(Execution execution) throws SQLException, InterruptedException {
                return body.of(execution);
            }
        };
    }

    private AutoCloseable loop(
            MigrationConfig config, String replica, List<CommandKind> kinds, Consumer<DesiredState> stages) {
        ControlLoop loop = new ControlLoop(config, replica, kinds, stages);
        Thread thread = new Thread(loop, replica);
        thread.start();
        AutoCloseable closing = () -> {
            loop.close();
            thread.join();
        };
        running.add(closing);
        return closing;
    }

    private MigrationConfig config() throws IOException {
        Path file = folder.resolve("migration.yaml");
        String database = "{url: \"" + server.jdbcUrl() + "\", user: postgres}\n";
        Files.writeString(
                file,
                "migration: control-" + ++migrations + "\nsource: " + database + "target: " + database
                        + "kafka: {bootstrap-servers: \"none:1\"}\ntables: [{table: s.a}]\n");
        return ConfigFile.read(file);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited in vain");
            Thread.sleep(20);
        }
    }
}
