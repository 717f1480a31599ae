package dev.limosa.lag;

import org.jspecify.annotations.Nullable;

/**
 * How far a stage is behind the one before it.
 *
 * @param seconds by the source's clock alone, null where it can't be told; then {@code note} says why
 * @param rows events that the stage before has passed on and this one has not, to within a barrier; null if unknown
 * @param walBytes of capture, whose rows nobody can count before they are read: WAL it has not read yet
 */
public record StageLag(@Nullable Double seconds, @Nullable Long rows, @Nullable Long walBytes, @Nullable String note) {

    static StageLag unknown(@Nullable Long rows, String why) {
        return new StageLag(null, rows, null, why);
    }

    /**
     * No more than the whole: stages are not looked at in one moment, and what one of them has passed in between is not
     * the next one's lag.
     */
    StageLag within(StageLag total) {
        return new StageLag(least(seconds, total.seconds), least(rows, total.rows), walBytes, note);
    }

    private static <N extends Comparable<N>> @Nullable N least(@Nullable N stage, @Nullable N whole) {
        return stage == null || whole == null || stage.compareTo(whole) <= 0 ? stage : whole;
    }
}
