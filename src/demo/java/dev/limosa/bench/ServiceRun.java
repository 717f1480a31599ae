package dev.limosa.bench;

import dev.limosa.bench.LatencyPhase.Latency;
import dev.limosa.bench.Measurements.Memory;
import java.nio.file.Path;
import java.time.Instant;

/** The phases that the service takes part in, one after the other on the same table. */
final class ServiceRun {

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
        ChildJvm service = servers.startService(Recording.jvmOptions(options), options.configuration);
        try (Proof proof = new Proof(servers.source, servers.target, service)) {
            proof.awaitSnapshot(options.rows);
            // Both began with this phase, so what it takes to start them is in it.
            Phase snapshot = Phase.between("snapshot", options.rows, before, meter.usage(), started);
            double ratio = servers.history().compressionRatio();
            Phase changed = change(proof, transactions);
            Steady kept = keepChanging(proof, steady);
            Recording.write(options, service);
            long equal = Equality.check(servers.source, servers.target);
            return new Measurements(copy, snapshot, changed, kept.phase(), kept.latency(), memory(), ratio, equal);
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
