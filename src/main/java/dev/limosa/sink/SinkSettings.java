package dev.limosa.sink;

import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.DatabaseConfig;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** What a sink task has to be told; everything else it reads from the target. */
record SinkSettings(String migration, int generation, DatabaseConfig target, long orderedMemory) {

    static final String MIGRATION = "limosa.migration";
    static final String GENERATION = "limosa.generation";
    static final String URL = "connection.url";
    static final String USER = "connection.user";
    static final String PASSWORD = "connection.password";
    static final String ORDERED_MEMORY = "limosa.ordered.memory.bytes";

    private static final long ORDERED_MEMORY_BYTES = 32L << 20;

    static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    MIGRATION,
                    Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    matching(MigrationConfig.NAME, "the name under 'migration' in migration.yaml"),
                    Importance.HIGH,
                    "Name of the migration, as migration.yaml has it. A replica of 'limosa run' with the roles capture"
                            + " and transform must have prepared it.",
                    "Migration",
                    1,
                    Width.MEDIUM,
                    "Migration")
            .define(
                    GENERATION,
                    Type.INT,
                    1,
                    Range.atLeast(1),
                    Importance.MEDIUM,
                    "Number of the generation whose output topics are read.",
                    "Migration",
                    2,
                    Width.SHORT,
                    "Generation")
            .define(
                    URL,
                    Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    matching("jdbc:postgresql://.+", "jdbc:postgresql://host:port/database"),
                    Importance.HIGH,
                    "JDBC URL of the target. Rows and offsets are written there in one transaction.",
                    "Target",
                    1,
                    Width.LONG,
                    "Target URL")
            .define(
                    USER,
                    Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    Importance.HIGH,
                    "Role that owns the target's tables and the schema limosa.",
                    "Target",
                    2,
                    Width.MEDIUM,
                    "Target user")
            .define(
                    PASSWORD,
                    Type.PASSWORD,
                    "",
                    Importance.HIGH,
                    "Its password. Give it through one of the worker's config providers, such as"
                            + " ${env:LIMOSA_TARGET_PASSWORD}: Connect's REST interface shows a connector's settings"
                            + " as they were written.",
                    "Target",
                    3,
                    Width.MEDIUM,
                    "Target password")
            .define(
                    ORDERED_MEMORY,
                    Type.LONG,
                    ORDERED_MEMORY_BYTES,
                    Range.atLeast(0),
                    Importance.LOW,
                    "How many bytes of rows an ordered group of tables keeps in memory while they wait for their turn;"
                            + " the rest waits in a file of the folder java.io.tmpdir.",
                    "Migration",
                    3,
                    Width.MEDIUM,
                    "Memory of an ordered group");

    static SinkSettings of(Map<String, String> properties) {
        AbstractConfig config = new AbstractConfig(DEFINITION, properties, false);
        return new SinkSettings(
                config.getString(MIGRATION),
                config.getInt(GENERATION),
                new DatabaseConfig(
                        config.getString(URL),
                        config.getString(USER),
                        config.getPassword(PASSWORD).value()),
                config.getLong(ORDERED_MEMORY));
    }

    /** As migration.yaml has it. */
    static SinkSettings of(MigrationConfig config, int generation) {
        return new SinkSettings(
                config.migration(), generation, config.target(), config.sink().orderedMemoryBytes());
    }

    Map<String, String> toProperties() {
        return Map.of(
                MIGRATION, migration,
                GENERATION, Integer.toString(generation),
                URL, target.url(),
                USER, target.user(),
                PASSWORD, target.password(),
                ORDERED_MEMORY, Long.toString(orderedMemory));
    }

    private static Validator matching(String pattern, String expected) {
        return LambdaValidator.with(
                (name, value) -> {
                    // A setting that is missing is told as such by the definition.
                    if (value != null && !value.toString().matches(pattern)) {
                        throw new ConfigException("cannot use " + name + " '" + value + "': expected " + expected);
                    }
                },
                () -> expected);
    }
}
