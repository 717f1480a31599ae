package dev.limosa.lag;

import org.jspecify.annotations.Nullable;

/**
 * How far a generation's target is behind the source, as a whole and by stage. Seconds are differences between the
 * times at which the source wrote the newest barrier that each stage has passed, so those of the stages add up to the
 * whole, as far as all were looked at in one moment.
 */
public record Lag(StageLag total, StageLag capture, StageLag transform, StageLag sink) {

    static final double MICROS = 1e6;

    /**
     * @param source null if it can't be reached, as with the others; {@code captured} also before anything was captured
     * @param transformed null also if some partition is nobody's
     * @param flowing whether barriers have come through lately
     */
    public static Lag of(
            @Nullable SourceView source,
            @Nullable TargetView target,
            @Nullable CapturedView captured,
            @Nullable Passed transformed,
            boolean flowing) {
        Passed published = CapturedView.passed(captured);
        Passed applied = target == null || target.appliedAtMicros() == null
                ? null
                : new Passed(target.appliedBarrier(), target.appliedSequence(), target.appliedAtMicros());
        String noSource = flowing ? "n/a (source unreachable from here)" : "stalled: source unreachable";
        boolean reading = target != null && target.planned() && !target.snapshotDone();
        StageLag total = total(source, target, published, applied, noSource, reading);
        String noTarget = target == null ? "n/a (target unreachable)" : "n/a";
        return new Lag(
                total,
                capture(source, published, noSource).within(total),
                between(published, transformed, "n/a (no replica tells)", reading)
                        .within(total),
                between(transformed, applied, noTarget, reading).within(total));
    }

    private static StageLag total(
            @Nullable SourceView source,
            @Nullable TargetView target,
            @Nullable Passed published,
            @Nullable Passed applied,
            String noSource,
            boolean reading) {
        Long rows = target == null || published == null
                ? null
                : Math.max(0, published.sequence() - target.appliedSequence());
        if (source == null) {
            return StageLag.unknown(rows, noSource);
        }
        if (target == null) {
            return StageLag.unknown(rows, "stalled: target unreachable");
        }
        if (reading || applied == null) {
            return StageLag.unknown(rows, reading ? "n/a (snapshot)" : "n/a (nothing applied yet)");
        }
        return new StageLag(Math.max(0, source.now() - applied.atMicros() / MICROS), rows, null, null);
    }

    private static StageLag capture(@Nullable SourceView source, @Nullable Passed published, String noSource) {
        if (source == null) {
            return StageLag.unknown(null, noSource);
        }
        Long behind = source.slot() == null ? null : source.slot().behindBytes();
        if (published == null) {
            return new StageLag(null, null, behind, "n/a (no position known)");
        }
        return new StageLag(Math.max(0, source.now() - published.atMicros() / MICROS), null, behind, null);
    }

    static StageLag between(@Nullable Passed before, @Nullable Passed after, String unknown, boolean reading) {
        if (before == null || after == null) {
            return StageLag.unknown(null, unknown);
        }
        long rows = Math.max(0, before.sequence() - after.sequence());
        if (reading) {
            return StageLag.unknown(rows, "n/a (snapshot)");
        }
        return new StageLag(Math.max(0, (before.atMicros() - after.atMicros()) / MICROS), rows, null, null);
    }
}
