package dev.limosa.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.config.ConfigFile;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.AdminConfig;
import dev.limosa.flow.RowCounts;
import dev.limosa.status.StatusMonitor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminServerTest {

    private static final String OK = "HTTP/1.1 200 OK";

    @TempDir
    private Path folder;

    private StatusMonitor monitor;
    private AdminServer server;
    private int port;

    @BeforeEach
    void start() throws Exception {
        Path file = folder.resolve("m.yaml");
        String database = "{url: \"jdbc:postgresql://127.0.0.1:1/x\", user: postgres}\n";
        Files.writeString(
                file,
                "migration: m\nsource: " + database + "target: " + database
                        + "kafka: {bootstrap-servers: \"127.0.0.1:1\"}\ntables: [{table: s.a}]\n");
        MigrationConfig config = ConfigFile.read(file);
        monitor = new StatusMonitor(config, 1);
        server = new AdminServer(new AdminConfig("127.0.0.1", 0), monitor, new Idle());
        server.start();
        port = URI.create(server.url()).getPort();
    }

    @AfterEach
    void stop() {
        server.close();
        monitor.close();
    }

    /** A page whose own name had come to mean this machine could read all that is told here. */
    @Test
    void aHostThatIsNotThisMachineIsRefused() throws Exception {
        assertEquals("HTTP/1.1 403 Forbidden", ask("GET", "/metrics", "evil.example"));
        assertEquals("HTTP/1.1 403 Forbidden", ask("GET", "/api/v1/status", "127.0.0.1.evil.example:" + port));
        for (String host : List.of("localhost", "LOCALHOST:9", "127.0.0.1:" + port, "[::1]:8600")) {
            assertEquals(OK, ask("GET", "/metrics", host), host);
        }
    }

    @Test
    void nothingButReadingIsAnswered() throws Exception {
        assertEquals(OK, ask("HEAD", "/livez", "localhost"));
        assertEquals("HTTP/1.1 405 Method Not Allowed", ask("POST", "/livez", "localhost"));
        assertEquals("HTTP/1.1 404 Not Found", ask("GET", "/livez/more", "localhost"));
    }

    /** Two were enough, and the replica looked dead. */
    @Test
    void someWhoSendHalfARequestDoNotSilenceIt() throws Exception {
        List<Socket> halves = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                Socket half = new Socket("127.0.0.1", port);
                halves.add(half);
                half.getOutputStream().write("GET /livez HTTP/1.1\r\nHost: l".getBytes(StandardCharsets.US_ASCII));
            }
            assertEquals(OK, ask("GET", "/livez", "localhost"));
        } finally {
            for (Socket half : halves) {
                half.close();
            }
        }
    }

    /** It said: Address already in use. */
    @Test
    void aPortThatIsTakenIsNamed() {
        BindException error = assertThrows(
                BindException.class,
                () -> new AdminServer(new AdminConfig("127.0.0.1", port), monitor, new Idle()).close());
        assertTrue(error.getMessage().startsWith("cannot serve HTTP on 127.0.0.1:" + port + ": "), error.getMessage());
        assertTrue(error.getMessage().contains("set admin.port"), error.getMessage());
    }

    private String ask(String method, String path, String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            String request = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    /** A replica that runs nothing. */
    private static final class Idle implements LocalReplica {

        @Override
        public List<String> notReady() {
            return List.of();
        }

        @Override
        public Map<String, List<RowCounts>> counts() {
            return Map.of();
        }

        @Override
        public RowCounts texts() {
            return new RowCounts();
        }

        @Override
        public Map<String, Integer> partitions() {
            return Map.of();
        }

        @Override
        public List<Map<MetricName, ? extends Metric>> clients() {
            return List.of();
        }
    }
}
