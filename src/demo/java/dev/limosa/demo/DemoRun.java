package dev.limosa.demo;

import dev.limosa.demo.Progress.Bar;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One migration from beginning to end: load, write, migrate while writing, stop writing, wait for the proof, compare.
 * Used once, by one thread.
 */
final class DemoRun implements AutoCloseable {

    private static final long TICK_MILLIS = 200;
    /** So long nothing may move before the run is given up. */
    private static final long PATIENCE_NANOS = 90_000_000_000L;

    private final DemoOptions options;
    private final Servers servers;
    private final Dataset dataset;
    private final Path folder;
    private final Progress progress;
    private final PrintStream out;
    private final Connection source;
    private final Connection target;
    private final TargetState state;
    private Bar snapshotBar = new Bar("snapshot", 0);
    private Bar changesBar = new Bar("changes", 0);
    private long began;
    private double snapshotSeconds = Double.NaN;
    private long movedAt = System.nanoTime();
    private String moved = "";

    DemoRun(DemoOptions options, Servers servers, Dataset dataset, Path folder, Progress progress, PrintStream out)
            throws SQLException {
        this.options = options;
        this.servers = servers;
        this.dataset = dataset;
        this.folder = folder;
        this.progress = progress;
        this.out = out;
        source = Statements.connect(servers.source());
        target = Statements.connect(servers.target());
        state = new TargetState(source, target);
    }

    Report run() throws Exception {
        long rows = dataset.load(source);
        progress.say(String.format(
                Locale.ROOT,
                "loaded %,d rows into %d tables",
                rows,
                dataset.tables().size()));
        Audit.watchSource(source, dataset.tables());
        Path migration = DemoMigration.write(folder, servers, dataset);
        Outcome outcome = new Outcome(migration);
        Audit.watchTarget(target, outcome.targets());
        snapshotBar = new Bar("snapshot", rows);
        changesBar = new Bar("changes", options.changes);
        Path log = folder.resolve("service.log");
        try (LiveWriters writers =
                        LiveWriters.start(servers.source(), dataset.changes(), options.changes, options.rate);
                ServiceProcess service = ServiceProcess.start(migration, log, environment())) {
            progress.say("writers are at work; service started as process " + service.pid());
            migrate(writers, service, outcome);
            long barrier = prove(service);
            Report report = report(rows, writers, outcome, barrier);
            report.print(out);
            TextExamples.print(target, dataset.textExamples(), out);
            keepUp(service);
            return report;
        } catch (Exception e) {
            keepLog(log);
            throw e;
        }
    }

    private Map<String, String> environment() throws IOException {
        return options.classArchive == null ? Map.of() : ClassArchive.writing(options.classArchive);
    }

    /** Until the writers have done all they were asked to, and the snapshot is over. */
    private void migrate(LiveWriters writers, ServiceProcess service, Outcome outcome) throws Exception {
        while (!writers.isDone()) {
            Thread.sleep(TICK_MILLIS);
            writers.check();
            watch(writers);
            state.sample();
            long now = System.nanoTime();
            changesBar.at(writers.made(), now);
            if (Double.isNaN(snapshotSeconds)) {
                snapshotBar.at(Math.min(state.rowsOf(outcome.targets()), snapshotBar.total()), now);
            }
            checkAlive(service, snapshotBar.done() + " rows, barrier " + state.applied());
            progress.show(List.of(snapshotBar, changesBar), note(), now);
        }
        writers.check();
        progress.say(String.format(Locale.ROOT, "changes  %,d rows changed: %s", writers.made(), writers.madeByKind()));
    }

    private void watch(LiveWriters writers) throws SQLException {
        if (began == 0 && state.captureBegan()) {
            began = System.nanoTime();
            writers.snapshotBegan();
        }
        if (Double.isNaN(snapshotSeconds) && state.snapshotDone()) {
            snapshotSeconds = (System.nanoTime() - began) / 1e9;
            writers.snapshotDone();
            snapshotBar.finish();
            progress.say(snapshotBar.text(false) + String.format(Locale.ROOT, "  in %.1f s", snapshotSeconds));
        }
    }

    private String note() {
        double lag = state.lag(0.5);
        return Double.isNaN(lag) ? "lag      n/a (snapshot)" : String.format(Locale.ROOT, "lag      %.3f s", lag);
    }

    /** Everything the writers did lies before the next barrier to be sent: once that is proven, all of it is there. */
    private long prove(ServiceProcess service) throws Exception {
        long barrier = state.sent() + 1;
        progress.say("writers have stopped; waiting for barrier " + barrier);
        while (!state.proven(barrier)) {
            Thread.sleep(TICK_MILLIS);
            state.sample();
            long applied = state.applied();
            checkAlive(service, "barrier " + applied);
            if (applied >= barrier && state.openRows() > 0) {
                // An open row may stay for ever; the report says how many there are.
                break;
            }
        }
        return barrier;
    }

    private void checkAlive(ServiceProcess service, String position) {
        if (!service.isAlive()) {
            throw new IllegalStateException("the service has ended by itself; its last words:\n" + tail(service));
        }
        if (!position.equals(moved)) {
            moved = position;
            movedAt = System.nanoTime();
        } else if (System.nanoTime() - movedAt > PATIENCE_NANOS) {
            throw new IllegalStateException("nothing has reached the target for 90 s (at " + position
                    + "); the service's last words:\n" + tail(service));
        }
    }

    private static String tail(ServiceProcess service) {
        List<String> lines = service.log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }

    private Report report(long rows, LiveWriters writers, Outcome outcome, long barrier)
            throws SQLException, IOException {
        progress.say("comparing every row");
        Report report = new Report(
                rows,
                writers.made(),
                writers.madeDuringSnapshot(),
                outcome.compare(),
                outcome.audit(),
                state.openRows(),
                outcome.deadLetters(),
                barrier,
                Math.min(barrier, state.applied()),
                snapshotSeconds,
                state.lag(0.5),
                state.lag(0.99),
                servers.source().jdbcUrl(),
                servers.target().jdbcUrl());
        if (options.report != null) {
            report.write(options.report);
        }
        return report;
    }

    private void keepUp(ServiceProcess service) throws InterruptedException {
        if (options.keep) {
            out.println();
            Demo.printAddresses(servers, out);
            service.log().lines().filter(line -> line.contains("http://")).forEach(out::println);
            out.println("still migrating; stop with Ctrl-C");
            Demo.awaitEnd();
        }
    }

    /** The folder goes, but what a failed service said stays with the build. */
    private static void keepLog(Path log) throws IOException {
        Path kept = Path.of("target", "demo-service.log");
        if (Files.exists(log) && Files.isDirectory(Path.of("target"))) {
            Files.copy(log, kept, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws SQLException {
        source.close();
        target.close();
    }
}
