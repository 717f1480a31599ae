package dev.limosa.service;

import dev.limosa.config.MigrationConfig;
import dev.limosa.flow.RateWindow;
import dev.limosa.flow.RowCounts.Kind;
import dev.limosa.flow.RowCounts.Label;
import dev.limosa.status.ReplicaState;
import dev.limosa.status.ReplicaState.ChainRate;
import dev.limosa.status.StatusTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the status topic once a second how this replica is. */
final class StatusReporter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StatusReporter.class);
    private static final int WINDOW_SECONDS = 10;

    private final ReplicaIdentity identity;
    private final List<String> roles;
    private final Stages stages;
    private final StatusTopic topic;
    private final RateWindow captured = new RateWindow(WINDOW_SECONDS);
    private final RateWindow read = new RateWindow(WINDOW_SECONDS);
    private final RateWindow transformed = new RateWindow(WINDOW_SECONDS);
    private final RateWindow applied = new RateWindow(WINDOW_SECONDS);
    private final Map<Label, RateWindow> texts = new HashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "limosa-report"));

    StatusReporter(MigrationConfig config, ReplicaIdentity identity, Set<Role> roles, Stages stages) {
        this.identity = identity;
        this.roles = roles.stream()
                .sorted()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .toList();
        this.stages = stages;
        this.topic = new StatusTopic(config, identity.name());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // tell() throws nothing, and close() ends the timer.
    void start() {
        timer.scheduleAtFixedRate(this::tell, 0, 1, TimeUnit.SECONDS);
    }

    private void tell() {
        try {
            topic.tell(state());
        } catch (RuntimeException e) {
            // Without its report the replica counts as silent; that is all.
            LOG.warn("cannot tell this replica's state: {}", e.toString());
        }
    }

    private ReplicaState state() {
        long now = System.nanoTime();
        Map<Kind, Long> capture = stages.rows("capture");
        long snapshot = capture.getOrDefault(Kind.SNAPSHOT, 0L);
        captured.add(now, snapshot + capture.getOrDefault(Kind.CHANGE, 0L));
        read.add(now, snapshot);
        transformed.add(now, stages.rows("transform").getOrDefault(Kind.ROW, 0L));
        applied.add(
                now,
                stages.rows("sink").values().stream().mapToLong(rows -> rows).sum());
        return new ReplicaState(
                identity.name(),
                identity.host(),
                identity.pid(),
                identity.version(),
                identity.startedAt().toString(),
                roles,
                stages.captureState(rate(captured), rate(read)),
                stages.transformState(rate(transformed), chains(now)),
                stages.sinkState(rate(applied)));
    }

    private Map<String, ChainRate> chains(long now) {
        Map<String, ChainRate> rates = new TreeMap<>();
        stages.texts().read().keySet().forEach(label -> {
            String chain = label.table();
            rates.computeIfAbsent(
                    chain, c -> new ChainRate(growth(now, c, Kind.TEXTS), growth(now, c, Kind.CHARACTERS)));
        });
        return rates;
    }

    private @Nullable Double growth(long now, String chain, Kind kind) {
        Label label = new Label(chain, kind);
        RateWindow window = texts.computeIfAbsent(label, l -> new RateWindow(WINDOW_SECONDS));
        window.add(now, stages.texts().of(label));
        return rate(window);
    }

    private static @Nullable Double rate(RateWindow window) {
        double rate = window.perSecond();
        return Double.isNaN(rate) ? null : rate;
    }

    @Override
    public void close() throws InterruptedException {
        timer.shutdown();
        if (timer.awaitTermination(5, TimeUnit.SECONDS)) {
            topic.close();
        }
    }
}
