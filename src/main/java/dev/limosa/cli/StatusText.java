package dev.limosa.cli;

import dev.limosa.lag.SourceView.Slot;
import dev.limosa.lag.StageLag;
import dev.limosa.lag.TableLag;
import dev.limosa.lag.TargetView.Open;
import dev.limosa.status.MigrationStatus;
import dev.limosa.status.MigrationStatus.Reason;
import dev.limosa.status.MigrationStatus.Snapshot;
import dev.limosa.status.MigrationStatus.TableSnapshot;
import dev.limosa.status.MigrationStatus.TableState;
import dev.limosa.status.ReplicaState;
import dev.limosa.status.Units;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A status as a screenful for people. */
final class StatusText {

    private static final int MOST_TABLES = 20;
    private static final int SLOWEST_TABLES = 3;
    private static final double SLOW_SECONDS = 5;
    private static final String INDENT = "           ";

    private final MigrationStatus status;
    private final List<String> lines = new ArrayList<>();

    private StatusText(MigrationStatus status) {
        this.status = status;
    }

    static String screen(MigrationStatus status) {
        StatusText text = new StatusText(status);
        text.head();
        text.snapshot();
        text.line("LAG", text.lag());
        text.slowest();
        text.line("RATE", "in " + rate(status.inRowsPerSecond()) + "   out " + rate(status.outRowsPerSecond()));
        text.texts();
        text.open();
        text.leftOut();
        text.source();
        text.replicas();
        text.reasons();
        return String.join(System.lineSeparator(), text.lines) + System.lineSeparator();
    }

    private void head() {
        lines.add(status.migration() + "   " + status.phase() + "   generation " + status.generation() + "   "
                + (status.unreachable().containsKey("kafka")
                        ? "replicas unknown"
                        : status.replicas().size() + (status.replicas().size() == 1 ? " replica" : " replicas")));
    }

    private void line(String title, String content) {
        lines.add(String.format(Locale.ROOT, "%-9s  %s", title, content));
    }

    private void more(String content) {
        lines.add(INDENT + content);
    }

    private void snapshot() {
        Snapshot snapshot = status.snapshot();
        if (snapshot == null) {
            line("SNAPSHOT", status.unreachable().containsKey("kafka") ? "unknown (Kafka unreachable)" : "not begun");
            return;
        }
        line("SNAPSHOT", overall(snapshot));
        List<TableSnapshot> open =
                snapshot.tables().stream().filter(table -> !table.done()).toList();
        open.stream().limit(MOST_TABLES).forEach(this::table);
        if (open.size() > MOST_TABLES) {
            more("… and " + (open.size() - MOST_TABLES) + " more tables");
        }
    }

    private static String overall(Snapshot snapshot) {
        if (snapshot.done()) {
            return snapshot.tables().size() + (snapshot.tables().size() == 1 ? " table, " : " tables, ")
                    + Units.count(snapshot.rows()) + " rows, done";
        }
        StringBuilder text = new StringBuilder();
        text.append(percent(snapshot.percent())).append("   ").append(Units.count(snapshot.rows()));
        text.append(
                snapshot.estimatedRows() == null ? " rows" : " of ~" + Units.count(snapshot.estimatedRows()) + " rows");
        if (snapshot.percent() != null && snapshot.percent() == 100) {
            return text.append("   read; waiting for the target").toString();
        }
        text.append("   ").append(rate(snapshot.rowsPerSecond()));
        return text.append(snapshot.etaSeconds() == null ? "" : "   " + Units.seconds(snapshot.etaSeconds()) + " left")
                .toString();
    }

    private void table(TableSnapshot table) {
        String expected = table.estimatedRows() == null || table.read()
                ? " rows" + (table.read() ? ", read" : "")
                : " of ~" + Units.count(table.estimatedRows()) + " rows";
        more(String.format(Locale.ROOT, "%-28s %s%s", table.table(), Units.count(table.rows()), expected));
    }

    private static String percent(@Nullable Double percent) {
        return percent == null ? "  ? %" : String.format(Locale.ROOT, "%3.0f %%", Math.floor(percent));
    }

    private String lag() {
        return "total " + lag(status.lag().total()) + "   capture "
                + lag(status.lag().capture()) + "   transform "
                + lag(status.lag().transform()) + "   sink " + lag(status.lag().sink());
    }

    /** Those that are further behind than they should be: the total does not tell which they are. */
    private void slowest() {
        status.tables().stream()
                .map(TableState::lag)
                .filter(table ->
                        table.total().seconds() != null && table.total().seconds() > SLOW_SECONDS)
                .sorted(Comparator.comparing((TableLag table) -> table.total().seconds())
                        .reversed())
                .limit(SLOWEST_TABLES)
                .forEach(table -> more(table.table() + "  " + lag(table.total()) + " (transform "
                        + lag(table.transform()) + ", sink " + lag(table.sink()) + ")"));
    }

    private static String lag(StageLag lag) {
        String seconds = lag.seconds() == null ? String.valueOf(lag.note()) : Units.seconds(lag.seconds());
        String rows = lag.rows() == null ? "" : ", " + Units.count(lag.rows()) + " rows";
        return seconds + rows + (lag.walBytes() == null ? "" : ", " + Units.bytes(lag.walBytes()) + " WAL");
    }

    private static String rate(@Nullable Double rate) {
        return rate == null ? "?" : String.format(Locale.ROOT, "%,.0f rows/s", rate);
    }

    private void open() {
        if (status.openRows() == null) {
            line("OPEN", "unknown (target unreachable)");
            return;
        }
        line("OPEN", Units.count(status.openRows()) + " rows");
        for (Open open : status.open()) {
            more(open.table() + "  " + Units.count(open.rows()) + "  " + open.stage() + "  since "
                    + Units.seconds(open.since()) + "  " + open.error());
        }
    }

    private void leftOut() {
        if (status.leftOut() != null && status.leftOut() > 0) {
            line(
                    "LEFT OUT",
                    Units.count(status.leftOut()) + " things the tables were made without; limosa check names them");
        }
    }

    private void source() {
        line(
                "BARRIER",
                "sent " + known(status.sentBarrier()) + ", proven in the target " + known(status.provenBarrier()));
        Slot slot = status.slot();
        if (slot != null) {
            String limit = slot.limitBytes() == null ? "no limit" : "limit " + Units.bytes(slot.limitBytes());
            line(
                    "SOURCE",
                    "slot " + slot.name() + " holds " + Units.bytes(slot.retainedBytes()) + " WAL (" + limit + "), "
                            + (slot.active() ? "active" : "nobody reads from it"));
        } else {
            line("SOURCE", status.unreachable().containsKey("source") ? "unreachable" : "no replication slot");
        }
    }

    private static String known(@Nullable Long number) {
        return number == null ? "?" : Long.toString(number);
    }

    /** Of all replicas together, a line for each chain of the text engine that is in use. */
    private void texts() {
        Map<String, double[]> chains = new TreeMap<>();
        for (ReplicaState replica : status.replicas()) {
            ReplicaState.Transform transform = replica.transform();
            if (transform != null && transform.chains() != null) {
                transform
                        .chains()
                        .forEach((chain, rate) -> add(rate, chains.computeIfAbsent(chain, c -> new double[2])));
            }
        }
        String title = "TEXT";
        for (Map.Entry<String, double[]> chain : chains.entrySet()) {
            double[] sums = chain.getValue();
            line(
                    title,
                    chain.getKey() + "   " + Units.count(Math.round(sums[0])) + " texts/s   "
                            + Units.count(Math.round(sums[1])) + " characters/s");
            title = "";
        }
    }

    private static void add(ReplicaState.ChainRate rate, double[] sums) {
        sums[0] += rate.textsPerSecond() == null ? 0 : rate.textsPerSecond();
        sums[1] += rate.charactersPerSecond() == null ? 0 : rate.charactersPerSecond();
    }

    private void replicas() {
        String title = "REPLICAS";
        for (ReplicaState replica : status.replicas()) {
            line(title, replica(replica));
            title = "";
        }
    }

    private String replica(ReplicaState replica) {
        StringBuilder text = new StringBuilder(replica.replica());
        if (replica.capture() != null) {
            text.append("   capture ").append(replica.capture().state());
        }
        if (replica.transform() != null) {
            text.append("   transform ").append(replica.transform().state());
            text.append(partitions(replica.transform().partitions()));
        }
        if (replica.sink() != null) {
            text.append("   sink ").append(replica.sink().state());
            text.append(partitions(replica.sink().partitions()));
        }
        return text.append(replica.replica().equals(status.controlOwner()) ? "   control" : "")
                .toString();
    }

    private static String partitions(Map<String, List<Integer>> partitions) {
        int count = partitions.values().stream().collect(Collectors.summingInt(List::size));
        return " " + count + (count == 1 ? " partition" : " partitions");
    }

    private void reasons() {
        String title = "WHY";
        for (Reason reason : status.reasons()) {
            line(title, reason.message());
            title = "";
            if (reason.next() != null) {
                more("-> " + reason.next());
            }
        }
    }
}
