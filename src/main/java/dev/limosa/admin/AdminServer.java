package dev.limosa.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.limosa.config.MigrationConfig.AdminConfig;
import dev.limosa.lag.Lag;
import dev.limosa.lag.LagMonitor;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code /livez}, {@code /readyz}, {@code /metrics} and {@code /api/v1/status}. Binds to a loopback address
 * only: there is no authentication.
 */
public final class AdminServer implements AutoCloseable {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final LagMonitor lag;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ExecutorService workers = Executors.newFixedThreadPool(2, task -> new Thread(task, "limosa-http"));

    public AdminServer(AdminConfig config, LagMonitor lag) throws IOException {
        this.lag = lag;
        InetAddress address = InetAddress.getByName(config.host());
        if (!address.isLoopbackAddress()) {
            throw new IllegalArgumentException("cannot serve HTTP on admin.host '" + config.host()
                    + "': expected a loopback address such as 127.0.0.1, since there is no authentication yet");
        }
        server = HttpServer.create(new InetSocketAddress(address, config.port()), 0);
        server.setExecutor(workers);
        register();
        serve("/livez", "text/plain", () -> "ok\n");
        serve("/readyz", "text/plain", () -> lag.newest().isPresent() ? "ok\n" : null);
        serve("/metrics", "text/plain; version=0.0.4", metrics::scrape);
        serve("/api/v1/status", "application/json", this::status);
    }

    private void register() {
        gauge("limosa.lag.seconds", "age of the newest barrier all partitions have passed", Lag::seconds);
        gauge("limosa.lag.rows", "events captured and not yet applied", Lag::rowsBehind);
        gauge("limosa.captured.rows", "events published to history", Lag::capturedRows);
        gauge("limosa.open.rows", "rows that could not be carried to the target yet", Lag::openRows);
        gauge("limosa.barrier.sent", "newest barrier on the source", Lag::sentBarrier);
        gauge("limosa.barrier.proven", "everything before this barrier is in the target", Lag::provenBarrier);
    }

    private void gauge(String name, String description, ToDoubleFunction<Lag> value) {
        Gauge.builder(name, lag, monitor -> monitor.newest()
                        .map(value::applyAsDouble)
                        .orElse(Double.NaN))
                .description(description)
                .register(metrics);
    }

    private @Nullable String status() {
        Lag newest = lag.newest().orElse(null);
        try {
            return newest == null ? null : JSON.writeValueAsString(newest) + "\n";
        } catch (IOException e) {
            throw new IllegalStateException("BUG: cannot write status", e);
        }
    }

    public void start() {
        server.start();
    }

    public String url() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    private interface Content {
        /** Null while there is nothing to tell: the answer is 503. */
        @Nullable
        String get();
    }

    private void serve(String path, String type, Content content) {
        server.createContext(path, exchange -> answer(exchange, type, content));
    }

    private static void answer(HttpExchange exchange, String type, Content content) throws IOException {
        try (exchange) {
            String body = content.get();
            byte[] bytes = (body == null ? "not ready\n" : body).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(body == null ? 503 : 200, bytes.length);
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
