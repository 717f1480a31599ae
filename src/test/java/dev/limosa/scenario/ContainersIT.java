package dev.limosa.scenario;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The main scenario on servers in containers, as they are shipped; where there is no Docker engine, MigrationIT has it.
 */
class ContainersIT {

    @BeforeEach
    void needsDocker() {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "no Docker engine answers; the same scenario runs on embedded servers in MigrationIT");
    }

    @Test
    void aTableThatIsWrittenToWhileItMovesArrivesWhole() throws Exception {
        try (KafkaContainer kafka = new KafkaContainer("apache/kafka:4.1.1");
                PostgreSQLContainer source = postgres();
                PostgreSQLContainer target = postgres()) {
            kafka.start();
            source.start();
            target.start();
            Rig.Servers servers = new Rig.Servers(
                    kafka.getBootstrapServers(),
                    source.getJdbcUrl(),
                    target.getJdbcUrl(),
                    source.getUsername(),
                    source.getPassword());
            try (Rig rig = Rig.on(servers)) {
                MigrationIT.moveWhileWriting(rig);
            }
        }
    }

    private static PostgreSQLContainer postgres() {
        return new PostgreSQLContainer("postgres:18").withCommand("postgres", "-c", "wal_level=logical");
    }
}
