package dev.limosa.topics;

import dev.limosa.config.MigrationConfig.KafkaConfig;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.utils.Utils;

/**
 * Finds out whether a broker answers where one is expected. Kafka's clients can't: they take the first bytes of any
 * answer for its length, and reserve as much memory, which ends the process if it was a database's or TLS.
 */
public final class KafkaHandshake {

    private static final int CONNECT_MS = 4_000;
    private static final int ANSWER_MS = 3_000;
    private static final int CORRELATION = 0x4c696d6f;
    private static final int LONGEST = 1 << 20;

    private KafkaHandshake() {}

    /** @throws KafkaException if something else answers there */
    public static void require(KafkaConfig kafka) {
        stranger(kafka).ifPresent(address -> {
            throw new KafkaException(said(address));
        });
    }

    public static String said(String address) {
        return "what answers at " + address + " is no Kafka broker, or one that expects TLS";
    }

    /** An address at which something else answers. Who does not answer at all is none. */
    public static Optional<String> stranger(KafkaConfig kafka) {
        String protocol = kafka.properties()
                .getOrDefault(
                        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
        // Kafka takes it in any case.
        return protocol.toUpperCase(Locale.ROOT).endsWith("SSL")
                ? Optional.empty()
                : addresses(kafka).stream().filter(KafkaHandshake::isStranger).findFirst();
    }

    /** The bootstrap servers, each as it was written. */
    public static List<String> addresses(KafkaConfig kafka) {
        return List.of(kafka.bootstrapServers().strip().split("\\s*,\\s*"));
    }

    private static boolean isStranger(String address) {
        String host = Utils.getHost(address);
        Integer port = Utils.getPort(address);
        if (host == null || port == null) {
            return false;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MS);
            socket.setSoTimeout(ANSWER_MS);
            ask(new DataOutputStream(socket.getOutputStream()));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int length = in.readInt();
            return length < Integer.BYTES || length > LONGEST || in.readInt() != CORRELATION;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    /** An ApiVersions request of version 0, which every broker answers, before any authentication. */
    private static void ask(DataOutputStream out) throws IOException {
        out.writeInt(3 * Short.BYTES + Integer.BYTES);
        out.writeShort(ApiKeys.API_VERSIONS.id);
        out.writeShort(0);
        out.writeInt(CORRELATION);
        out.writeShort(-1);
        out.flush();
    }
}
