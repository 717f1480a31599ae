package dev.limosa.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limosa.config.MigrationConfig.KafkaConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A client that met one of these reserved up to two gigabytes, and the process ended for lack of memory. */
class KafkaHandshakeTest {

    @Test
    void aWebServerIsNoBroker() throws Exception {
        assertStranger("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aDatabaseIsNoBroker() throws Exception {
        assertStranger("E\0\0\0\u0042SFATAL\0VFATAL\0C08P01\0".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aBrokerThatExpectsTlsIsNotWhatAPlainClientWants() throws Exception {
        assertStranger(new byte[] {0x15, 3, 3, 0, 2, 2, 40, 0, 0, 0});
    }

    @Test
    void whoDoesNotAnswerIsForTheClientToTell() throws Exception {
        assertEquals(Optional.empty(), answered(new byte[0], Map.of()));
        assertEquals(Optional.empty(), KafkaHandshake.stranger(new KafkaConfig("127.0.0.1:1", Map.of())));
        assertEquals(Optional.empty(), KafkaHandshake.stranger(new KafkaConfig("no address", Map.of())));
    }

    @Test
    void aClientThatSpeaksTlsNotesByItself() throws Exception {
        for (String protocol : List.of("SSL", "SASL_SSL", "sasl_ssl")) {
            // Nobody is to be asked: who expects TLS would not understand it.
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                KafkaConfig kafka =
                        new KafkaConfig("127.0.0.1:" + server.getLocalPort(), Map.of("security.protocol", protocol));
                assertEquals(Optional.empty(), KafkaHandshake.stranger(kafka));
                server.setSoTimeout(1);
                assertThrows(SocketTimeoutException.class, server::accept, protocol);
            }
        }
    }

    private static void assertStranger(byte[] answer) throws Exception {
        assertEquals(
                true,
                answered(answer, Map.of("security.protocol", "SASL_PLAINTEXT")).isPresent());
    }

    private static Optional<String> answered(byte[] answer, Map<String, String> properties) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> answer(server, answer));
            String address = "127.0.0.1:" + server.getLocalPort();
            Optional<String> stranger = KafkaHandshake.stranger(new KafkaConfig(address, properties));
            answering.get();
            return stranger;
        }
    }

    private static void answer(ServerSocket server, byte[] answer) {
        try (Socket client = server.accept()) {
            client.getInputStream().readNBytes(14);
            client.getOutputStream().write(answer);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
