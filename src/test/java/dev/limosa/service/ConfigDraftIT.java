package dev.limosa.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.TableId;
import dev.limosa.config.ConfigFile;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.demo.PostgresServer;
import dev.limosa.service.ConfigDraft.Login;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigDraftIT {

    private static PostgresServer postgres;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        postgres = PostgresServer.start();
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA \"My Shop\"; CREATE SCHEMA \"dotted.schema\"; CREATE SCHEMA limosa");
            for (String table : List.of(
                    "public.plain(id int PRIMARY KEY, name varchar(20))",
                    "public.texts(id int PRIMARY KEY, body text)",
                    "public.whole(id int PRIMARY KEY, body text)",
                    "public.keyless(id int)",
                    "public.parent(id int PRIMARY KEY)",
                    "public.child() INHERITS (public.parent)",
                    "public.parted(id int PRIMARY KEY) PARTITION BY RANGE (id)",
                    "public.parted_1 PARTITION OF public.parted DEFAULT",
                    "public.lazy(id int PRIMARY KEY DEFERRABLE)",
                    "\"My Shop\".\"Ünusual: \"\"name\"\" # no\nline\"(id int PRIMARY KEY)",
                    "\"dotted.schema\".t(id int PRIMARY KEY)",
                    "limosa.ours(id int PRIMARY KEY)")) {
                statement.execute("CREATE TABLE " + table);
            }
            statement.execute("CREATE UNLOGGED TABLE public.scratch(id int PRIMARY KEY)");
            statement.execute("ALTER TABLE public.whole REPLICA IDENTITY FULL");
        }
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    private static Login login(Map<String, String> environment) {
        return Login.to(postgres.jdbcUrl(), PostgresServer.USER, "PW", environment);
    }

    private MigrationConfig parse(ConfigDraft draft, Map<String, String> environment) throws Exception {
        return ConfigFile.read(
                Files.writeString(folder.resolve("migration.yaml"), draft.text()), List.of(), environment);
    }

    @Test
    void theDraftIsAConfigurationOfAllTablesThatCanBeMigrated() throws Exception {
        ConfigDraft draft = ConfigDraft.of(null, login(Map.of()), login(Map.of()), "k:9092");
        MigrationConfig config = parse(draft, Map.of());
        assertEquals(
                List.of(
                        new TableId("My Shop", "Ünusual: \"name\" # no\nline"),
                        new TableId("public", "parent"),
                        new TableId("public", "parted"),
                        new TableId("public", "plain"),
                        new TableId("public", "texts"),
                        new TableId("public", "whole")),
                config.tables().stream().map(TableConfig::table).toList());
        assertEquals("postgres", config.migration());
        assertEquals(6, draft.listed());
        assertEquals(6, draft.leftOut());
    }

    @Test
    void whatIsLeftOutHasItsReason() throws Exception {
        String text =
                ConfigDraft.of("m", login(Map.of()), login(Map.of()), "k:9092").text();
        for (String line : List.of(
                "  # - table: public.child   # inherits from public.parent, but has no primary key of its own; ALTER TABLE"
                        + " \"public\".\"child\" ADD PRIMARY KEY (…)",
                "  # - table: public.keyless   # no primary key; ALTER TABLE \"public\".\"keyless\" ADD PRIMARY KEY (…)",
                "  # - table: public.lazy   # its primary key is DEFERRABLE, and PostgreSQL can't tell rows apart by it",
                "  # - table: public.parted_1   # a partition of public.parted, with which its rows are migrated",
                "  # - table: public.scratch   # unlogged: its changes are in no log; ALTER TABLE \"public\".\"scratch\" SET"
                        + " LOGGED",
                "  # - table: \"dotted.schema.t\"   # a schema with a dot in its name can't be written here",
                "  - table: public.texts   # large values: ALTER TABLE \"public\".\"texts\" REPLICA IDENTITY FULL;",
                "  - table: public.plain",
                "  - table: public.whole")) {
            assertTrue(text.lines().anyMatch(line::equals), () -> line + "\nis missing in\n" + text);
        }
        assertFalse(text.contains("limosa.ours"));
    }

    @Test
    void aPasswordIsWrittenAsAReference() throws Exception {
        Map<String, String> environment = Map.of("PW", "canary");
        ConfigDraft draft = ConfigDraft.of("m", login(environment), Login.unknown("you", "OTHER_PW"), "k:9092");
        assertFalse(draft.text().contains("canary"));
        MigrationConfig config = parse(draft, Map.of("PW", "canary", "OTHER_PW", "other"));
        assertEquals("canary", config.source().password());
        assertEquals("other", config.target().password());
    }

    @Test
    void aSourceThatCannotBeReachedIsNamed() {
        Login nowhere = Login.to("jdbc:postgresql://127.0.0.1:1/x", "me", "PW", Map.of("PW", "canary"));
        SQLException e = assertThrows(SQLException.class, () -> ConfigDraft.of("m", nowhere, nowhere, "k:9092"));
        assertTrue(
                e.getMessage().startsWith("cannot connect to jdbc:postgresql://127.0.0.1:1/x as me: "), e.getMessage());
        assertFalse(e.getMessage().contains("canary"));
    }
}
