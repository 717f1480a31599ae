package dev.limosa.check;

import dev.limosa.config.MigrationConfig.KafkaConfig;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.KafkaHandshake;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** The way to Kafka. Tells within seconds that there is none, where a client would go on trying. */
final class KafkaProbe implements AutoCloseable {

    private static final int CONNECT_MS = 4_000;
    private static final int ANSWER_MS = 6_000;

    private final Admin admin;
    private final List<Node> brokers;

    private KafkaProbe(Admin admin, List<Node> brokers) {
        this.admin = admin;
        this.brokers = brokers;
    }

    Admin admin() {
        return admin;
    }

    List<Node> brokers() {
        return brokers;
    }

    /** Null if there is no way, which is told then. */
    static @Nullable KafkaProbe open(KafkaConfig kafka, Findings out) throws InterruptedException {
        List<String> unreachable = new ArrayList<>();
        List<String> addresses = KafkaHandshake.addresses(kafka);
        for (String address : addresses) {
            String reason = unreachable(Utils.getHost(address), Utils.getPort(address));
            if (!reason.isEmpty()) {
                unreachable.add(address + " (" + reason + ")");
            }
        }
        if (unreachable.size() == addresses.size()) {
            out.fail(
                    CheckId.KF_301,
                    "",
                    "cannot reach Kafka at " + String.join(", ", unreachable),
                    "check kafka.bootstrap-servers, that the broker runs, and the firewall");
            return null;
        }
        Optional<String> stranger = KafkaHandshake.stranger(kafka);
        if (stranger.isPresent()) {
            out.fail(
                    CheckId.KF_301,
                    "",
                    KafkaHandshake.said(stranger.get()),
                    "check kafka.bootstrap-servers, and security.protocol in kafka.properties");
            return null;
        }
        return ask(kafka, out);
    }

    private static @Nullable KafkaProbe ask(KafkaConfig kafka, Findings out) throws InterruptedException {
        Admin admin = null;
        try {
            admin = new KafkaClients(kafka)
                    .admin(Map.of(
                            AdminClientConfig.CLIENT_ID_CONFIG,
                            "limosa-check",
                            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            ANSWER_MS / 2,
                            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                            ANSWER_MS));
            DescribeClusterResult cluster = admin.describeCluster();
            KafkaProbe probe = new KafkaProbe(admin, List.copyOf(get(cluster.nodes())));
            probe.advertised(out);
            return probe;
        } catch (KafkaException e) {
            if (admin != null) {
                admin.close(Duration.ZERO);
            }
            refused(kafka, e, out);
            return null;
        }
    }

    /** A broker tells clients where to find it, and that may be a name only its own network knows. */
    private void advertised(Findings out) {
        for (Node broker : brokers) {
            String reason = unreachable(broker.host(), broker.port());
            if (!reason.isEmpty()) {
                out.fail(
                        CheckId.KF_301,
                        "broker " + broker.id(),
                        "it advertises " + broker.host() + ":" + broker.port() + ", which this machine can't reach ("
                                + reason + ")",
                        "set advertised.listeners of the broker to an address that is known here, or start it");
            }
        }
        out.okIfNothing(CheckId.KF_301, Text.count(brokers.size(), "broker", "brokers"));
    }

    private static void refused(KafkaConfig kafka, KafkaException e, Findings out) {
        boolean silent = e instanceof org.apache.kafka.common.errors.TimeoutException;
        out.fail(
                CheckId.KF_301,
                "",
                silent
                        ? "reached " + kafka.bootstrapServers() + ", and had no answer within " + ANSWER_MS / 1000
                                + " s"
                        : "Kafka at " + kafka.bootstrapServers() + " refuses this client: " + reason(e),
                silent
                        ? "check that a broker listens there, with the security.protocol of kafka.properties, and that"
                                + " its advertised.listeners can be reached from here"
                        : "check security.protocol and the sasl.* and ssl.* settings in kafka.properties");
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private static String unreachable(@Nullable String host, @Nullable Integer port) {
        if (host == null || port == null) {
            return "expected host:port";
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MS);
            return "";
        } catch (IllegalArgumentException e) {
            return "expected host:port";
        } catch (UnknownHostException e) {
            return "unknown host";
        } catch (SocketTimeoutException e) {
            return "no answer in " + CONNECT_MS / 1000 + " s";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** @throws KafkaException what the broker answered, or that it did not */
    static <T> T get(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get(ANSWER_MS + 500L, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
