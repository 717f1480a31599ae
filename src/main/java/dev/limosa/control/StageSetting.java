package dev.limosa.control;

import java.time.Instant;

/**
 * What a stage is to keep to.
 *
 * @param rate at most so many rows a second in the whole migration, {@link #UNLIMITED} for as many as it can: of
 *     capture the rows its snapshot reads (changes are never held back), of the sink all rows it writes
 * @param changedBy who set it, at {@code changedAt} by the target's clock
 */
public record StageSetting(boolean paused, long rate, String changedBy, Instant changedAt) {

    public static final long UNLIMITED = Long.MAX_VALUE;

    static final StageSetting UNTOUCHED = new StageSetting(false, UNLIMITED, "", Instant.EPOCH);

    public boolean limited() {
        return rate != UNLIMITED;
    }
}
