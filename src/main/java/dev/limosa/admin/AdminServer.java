package dev.limosa.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.limosa.config.MigrationConfig.AdminConfig;
import dev.limosa.status.MigrationStatus;
import dev.limosa.status.StatusMonitor;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves {@code /livez}, {@code /readyz}, {@code /metrics} and {@code /api/v1/status}. Binds to a loopback address
 * only: there is no authentication.
 */
public final class AdminServer implements AutoCloseable {

    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpServer server;
    private final StatusMonitor status;
    private final LocalReplica local;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final LimosaMeters limosa = new LimosaMeters(registry);
    private final KafkaMeters kafka = new KafkaMeters(registry);
    private final ExecutorService workers = Executors.newFixedThreadPool(2, task -> new Thread(task, "limosa-http"));

    public AdminServer(AdminConfig config, StatusMonitor status, LocalReplica local) throws IOException {
        this.status = status;
        this.local = local;
        InetAddress address = InetAddress.getByName(config.host());
        if (!address.isLoopbackAddress()) {
            throw new IllegalArgumentException("cannot serve HTTP on admin.host '" + config.host()
                    + "': expected a loopback address such as 127.0.0.1, since there is no authentication yet");
        }
        server = HttpServer.create(new InetSocketAddress(address, config.port()), 0);
        server.setExecutor(workers);
        // Alive is who answers: a probe that asked for more would restart a replica for somebody else's outage.
        serve("/livez", TEXT, () -> Answer.ok("ok\n"));
        serve("/readyz", TEXT, this::readiness);
        serve("/metrics", "text/plain; version=0.0.4; charset=utf-8", () -> Answer.ok(scrape()));
        serve("/api/v1/status", "application/json", this::status);
    }

    private Answer readiness() {
        List<String> reasons = local.notReady();
        return reasons.isEmpty() ? Answer.ok("ok\n") : new Answer(503, String.join("\n", reasons) + "\n");
    }

    private Answer status() {
        return status.newest()
                .map(newest -> Answer.ok(newest.toJson()))
                .orElse(new Answer(503, "{\"error\":\"nothing is known yet; ask again in a second\"}\n"));
    }

    private synchronized String scrape() {
        MigrationStatus newest = status.newest().orElse(null);
        limosa.refresh(newest, local);
        kafka.refresh(local.clients());
        return registry.scrape();
    }

    public void start() {
        server.start();
    }

    public String url() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    private record Answer(int code, String body) {
        static Answer ok(String body) {
            return new Answer(200, body);
        }
    }

    private interface Content {
        Answer get();
    }

    private void serve(String path, String type, Content content) {
        server.createContext(path, exchange -> answer(exchange, path, type, content));
    }

    private static void answer(HttpExchange exchange, String path, String type, Content content) throws IOException {
        try (exchange) {
            // A context answers for all that begins like it.
            boolean found = exchange.getRequestURI().getPath().equals(path);
            Answer answer = found ? content.get() : new Answer(404, "not found\n");
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", found ? type : TEXT);
            exchange.sendResponseHeaders(answer.code(), bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdown();
    }
}
