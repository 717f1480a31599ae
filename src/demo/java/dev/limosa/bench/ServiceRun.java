package dev.limosa.bench;

import dev.limosa.bench.LatencyPhase.Latency;
import dev.limosa.bench.Measurements.Memory;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The phases that the service takes part in, one after the other on the same table. */
final class ServiceRun {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final BenchOptions options;
    private final Meter meter;
    private final Servers servers;
    private final Documents documents;

    ServiceRun(BenchOptions options, Meter meter, Servers servers, Documents documents) {
        this.options = options;
        this.meter = meter;
        this.servers = servers;
        this.documents = documents;
    }

    Measurements measure(Phase copy) throws Exception {
        Changes changes = new Changes(documents, options.rows);
        Path transactions = servers.folder().resolve("changes.sql");
        changes.write(transactions, options.changes);
        LatencyPhase steady = new LatencyPhase(changes, options.rate, options.seconds);

        Usage before = meter.usage();
        servers.startBroker(options.brokerJvm());
        Instant started = Instant.now();
        ChildJvm service = options.kill ? killedOnce(start()) : start();
        try (Proof proof = new Proof(servers.source, servers.target, service)) {
            proof.awaitSnapshot(options.rows);
            // Both began with this phase, so what it takes to start them is in it.
            Phase snapshot = Phase.between("snapshot", options.rows, before, meter.usage(), started);
            double ratio = servers.history().compressionRatio();
            Phase changed = change(proof, transactions);
            Steady kept = keepChanging(proof, steady);
            Recording.write(options, service);
            long equal = Equality.check(servers.source, servers.target);
            TextChain text = options.chain();
            if (text != null) {
                new TokensCheck(text).check(servers.source, servers.target);
            }
            return new Measurements(copy, snapshot, changed, kept.phase(), kept.latency(), memory(), ratio, equal);
        }
    }

    private ChildJvm start() throws IOException {
        TextChain text = options.chain();
        List<String> configuration = new ArrayList<>(options.configuration);
        if (text != null) {
            configuration.add(text.configuration());
        }
        String outputs = text == null ? "" : text.outputs();
        return servers.startService(Recording.jvmOptions(options), outputs, configuration);
    }

    private ChildJvm killedOnce(ChildJvm service) throws Exception {
        try (Connection target = servers.target.connect()) {
            Waiting.until("half of the snapshot", LONGEST, service, () -> written(target) >= options.rows / 2);
        }
        Bench.say("killing the service, and starting it again");
        meter.ending("service");
        service.kill();
        return start();
    }

    private static long written(Connection target) throws SQLException {
        try (Statement statement = target.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT coalesce(max(n_tup_ins), 0) FROM pg_stat_user_tables WHERE relname = 'documents'")) {
            row.next();
            return row.getLong(1);
        }
    }

    private Phase change(Proof proof, Path transactions) throws Exception {
        Bench.say("%,d changes", options.changes);
        Usage before = meter.usage();
        ChangePhase.run(servers.source, transactions);
        proof.awaitNextBarrier();
        return Phase.between("changes", options.changes, before, meter.usage(), before.at());
    }

    private Steady keepChanging(Proof proof, LatencyPhase steady) throws Exception {
        Bench.say("%d changes a second for %d s", options.rate, options.seconds);
        Usage before = meter.usage();
        Latency latency = steady.run(servers.source, servers.target);
        Phase phase = Phase.between("steady", steady.changes(), before, meter.usage(), before.at());
        proof.awaitNextBarrier();
        return new Steady(phase, latency);
    }

    private Memory memory() {
        return new Memory(meter.peakBytes(), meter.peakByProcess());
    }

    private record Steady(Phase phase, Latency latency) {}
}
