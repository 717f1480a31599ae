package dev.limosa.cli;

import dev.limosa.lag.StageLag;
import dev.limosa.status.MigrationStatus;
import dev.limosa.status.MigrationStatus.Reason;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A status as one line of {@code key=value}, for logs: always the same keys, {@code na} for what is not known. */
final class StatusLine {

    private StatusLine() {}

    static String of(MigrationStatus status) {
        StringJoiner line = new StringJoiner(" ");
        line.add("phase=" + status.phase());
        line.add("snapshot_percent="
                + (status.snapshot() == null ? "na" : number(status.snapshot().percent())));
        line.add("lag_seconds=" + number(status.lag().total().seconds()));
        line.add("lag_rows=" + text(status.lag().total().rows()));
        add(line, "capture", status.lag().capture());
        add(line, "transform", status.lag().transform());
        add(line, "sink", status.lag().sink());
        line.add("in_rows_per_second=" + number(status.inRowsPerSecond()));
        line.add("out_rows_per_second=" + number(status.outRowsPerSecond()));
        line.add("open_rows=" + text(status.openRows()));
        line.add("slot_wal_bytes="
                + (status.slot() == null ? "na" : status.slot().retainedBytes()));
        line.add("replicas="
                + (status.unreachable().containsKey("kafka")
                        ? "na"
                        : status.replicas().size()));
        line.add("reasons="
                + status.reasons().stream().map(Reason::code).distinct().collect(Collectors.joining(",")));
        return line.toString();
    }

    private static void add(StringJoiner line, String stage, StageLag lag) {
        line.add(stage + "_lag_seconds=" + number(lag.seconds()));
    }

    private static String number(@Nullable Double value) {
        return value == null ? "na" : String.format(Locale.ROOT, "%.1f", value);
    }

    private static String text(@Nullable Long value) {
        return value == null ? "na" : value.toString();
    }
}
