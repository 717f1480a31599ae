package dev.limosa.lag;

import org.jspecify.annotations.Nullable;

/**
 * How far one table is behind, in seconds as {@link Lag} has them: a table that has one slow partition, or waits at a
 * barrier, does not hide behind the others. Capture is one for all tables. Rows are not told: the numbers of events are
 * those of all tables.
 *
 * @param table {@code schema.table} of the source
 */
public record TableLag(String table, StageLag total, StageLag transform, StageLag sink) {

    /**
     * @param transformed what lies behind all of its history partitions, null if some are nobody's
     * @param whole of all tables together
     */
    public static TableLag of(
            String name,
            TargetView.Table table,
            @Nullable SourceView source,
            @Nullable CapturedView captured,
            @Nullable Passed transformed,
            Lag whole) {
        Long at = table.appliedAtMicros();
        Passed applied = at == null ? null : new Passed(0, 0, at);
        StageLag total = total(table, source, applied, whole);
        return new TableLag(
                name,
                total,
                seconds(CapturedView.passed(captured), transformed, table, whole.transform())
                        .within(total),
                seconds(transformed, applied, table, whole.sink()).within(total));
    }

    private static StageLag total(
            TargetView.Table table, @Nullable SourceView source, @Nullable Passed applied, Lag whole) {
        if (!table.done()) {
            return StageLag.unknown(null, "n/a (snapshot)");
        }
        if (source == null || applied == null) {
            return StageLag.unknown(null, String.valueOf(whole.total().note()));
        }
        return new StageLag(Math.max(0, source.now() - applied.atMicros() / Lag.MICROS), null, null, null);
    }

    private static StageLag seconds(
            @Nullable Passed before, @Nullable Passed after, TargetView.Table table, StageLag whole) {
        StageLag lag = Lag.between(before, after, whole.note() == null ? "n/a" : whole.note(), !table.done());
        return new StageLag(lag.seconds(), null, null, lag.note());
    }
}
