package dev.limosa.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration the demo's service runs with: what a person would write by hand. */
final class DemoMigration {

    static final String NAME = "demo";
    static final String SLOT = "limosa_demo";

    private static final String YAML =
            """
            # Written by the demo; a migration of your own looks the same.
            migration: %s
            source: {url: "%s", user: postgres, password: ""}
            target: {url: "%s", user: postgres, password: ""}
            kafka: {bootstrap-servers: "%s"}
            capture: {slot: %s, publication: %s}
            admin: {host: 127.0.0.1, port: 0}
            tables:
            """;

    private DemoMigration() {}

    static Path write(Path folder, Servers servers, Dataset dataset) throws IOException {
        String head = String.format(
                YAML,
                NAME,
                servers.source().jdbcUrl(),
                servers.target().jdbcUrl(),
                servers.kafka().bootstrapServers(),
                SLOT,
                SLOT);
        return Files.writeString(folder.resolve("migration.yaml"), head + dataset.yaml());
    }
}
