package dev.limosa.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.MigrationConfig.AdminConfig;
import dev.limosa.status.MigrationStatus;
import dev.limosa.status.StatusMonitor;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code /livez}, {@code /readyz}, {@code /metrics} and {@code /api/v1/status}. Binds to a loopback address
 * only: there is no authentication.
 */
public final class AdminServer implements AutoCloseable {

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final Pattern LOCAL_HOST =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?", Pattern.CASE_INSENSITIVE);
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    /** So that some who send half a request do not keep the others from an answer. */
    private static final int WORKERS = 8;

    private final HttpServer server;
    private final StatusMonitor status;
    private final LocalReplica local;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final LimosaMeters limosa = new LimosaMeters(registry);
    private final KafkaMeters kafka = new KafkaMeters(registry);
    private final ExecutorService workers =
            Executors.newFixedThreadPool(WORKERS, task -> new Thread(task, "limosa-http"));

    public AdminServer(AdminConfig config, StatusMonitor status, LocalReplica local) throws IOException {
        this.status = status;
        this.local = local;
        InetAddress address = InetAddress.getByName(config.host());
        if (!address.isLoopbackAddress()) {
            throw new InvalidConfigurationException(List.of("cannot serve HTTP on admin.host '" + config.host()
                    + "': expected a loopback address such as 127.0.0.1, since there is no authentication yet"));
        }
        server = bind(new InetSocketAddress(address, config.port()));
        server.setExecutor(workers);
        // Alive is who answers: a probe that asked for more would restart a replica for somebody else's outage.
        serve("/livez", TEXT, () -> Answer.ok("ok\n"));
        serve("/readyz", TEXT, this::readiness);
        serve("/metrics", "text/plain; version=0.0.4; charset=utf-8", () -> Answer.ok(scrape()));
        serve("/api/v1/status", "application/json", this::status);
    }

    private static HttpServer bind(InetSocketAddress address) throws IOException {
        try {
            return HttpServer.create(address, 0);
        } catch (BindException e) {
            throw new BindException(
                    "cannot serve HTTP on " + address.getAddress().getHostAddress() + ":"
                            + address.getPort() + ": " + e.getMessage()
                            + "; set admin.port to another one (0: any that is free, -1: none)");
        }
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
            Answer refusal = refusal(exchange, path);
            Answer answer = refusal == null ? content.get() : refusal;
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", refusal == null ? type : TEXT);
            boolean body = !exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.code(), body ? bytes.length : -1);
            if (body) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private static @Nullable Answer refusal(HttpExchange exchange, String path) {
        // A page of somebody else's may have its own name point to this address, and read along.
        if (!isLocal(exchange.getRequestHeaders().getFirst("Host"))) {
            return new Answer(403, "expected a loopback address or localhost as host\n");
        }
        // A context answers for all that begins like it.
        if (!exchange.getRequestURI().getPath().equals(path)) {
            return new Answer(404, "not found\n");
        }
        return METHODS.contains(exchange.getRequestMethod()) ? null : new Answer(405, "expected GET or HEAD\n");
    }

    private static boolean isLocal(@Nullable String host) {
        return host == null || LOCAL_HOST.matcher(host).matches();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdown();
    }
}
