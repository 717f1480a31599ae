package dev.limosa.sink;

import dev.limosa.config.MigrationConfig.DatabaseConfig;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** What a sink task has to be told; everything else it reads from the target. */
record SinkSettings(String migration, int generation, DatabaseConfig target) {

    static final String MIGRATION = "limosa.migration";
    static final String GENERATION = "limosa.generation";
    static final String URL = "connection.url";
    static final String USER = "connection.user";
    static final String PASSWORD = "connection.password";

    static final ConfigDef DEFINITION = new ConfigDef()
            .define(MIGRATION, Type.STRING, Importance.HIGH, "Name of the migration.")
            .define(GENERATION, Type.INT, Importance.HIGH, "Number of the generation whose output topics are read.")
            .define(URL, Type.STRING, Importance.HIGH, "JDBC URL of the target.")
            .define(USER, Type.STRING, Importance.HIGH, "Role that writes the target.")
            .define(PASSWORD, Type.PASSWORD, Importance.HIGH, "Its password.");

    static SinkSettings of(Map<String, String> properties) {
        AbstractConfig config = new AbstractConfig(DEFINITION, properties, false);
        return new SinkSettings(
                config.getString(MIGRATION),
                config.getInt(GENERATION),
                new DatabaseConfig(
                        config.getString(URL),
                        config.getString(USER),
                        config.getPassword(PASSWORD).value()));
    }

    Map<String, String> toProperties() {
        return Map.of(
                MIGRATION, migration,
                GENERATION, Integer.toString(generation),
                URL, target.url(),
                USER, target.user(),
                PASSWORD, target.password());
    }
}
