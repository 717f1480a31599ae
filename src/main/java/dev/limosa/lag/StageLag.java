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
        return seconds == null || total.seconds == null || seconds <= total.seconds
                ? this
                : new StageLag(total.seconds, rows, walBytes, note);
    }
}
