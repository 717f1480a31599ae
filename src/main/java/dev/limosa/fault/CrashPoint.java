package dev.limosa.fault;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place, in the row's path or a command's, at which the process can be made to halt with exit code 137, as
 * {@code kill -9} would.
 *
 * <p>{@code LIMOSA_CRASH=capture-before-commit:3} halts at the third time that point is reached. A point that is not
 * armed costs one comparison.
 */
public enum CrashPoint {
    CAPTURE_BEFORE_SEND,
    CAPTURE_BEFORE_COMMIT,
    CAPTURE_AFTER_COMMIT,
    CAPTURE_INSIDE_CHUNK,
    CAPTURE_INSIDE_TRANSACTION,
    CAPTURE_BARRIER_BEFORE_COMMIT,
    TRANSFORM_INSIDE_BATCH,
    TRANSFORM_AT_BARRIER,
    TRANSFORM_TERMS_SENT,
    TRANSFORM_TERMS_TOTALLED,
    SINK_BEFORE_ROWS,
    SINK_BEFORE_COMMIT,
    SINK_AFTER_COMMIT,
    SINK_BARRIER_ARRIVED,
    SINK_BARRIER_EXECUTED,
    CONTROL_ACCEPTED,
    CONTROL_STANDSTILL,
    CONTROL_BEFORE_COMMIT,
    CONTROL_BEFORE_OUTCOME;

    public static final int EXIT_CODE = 137;

    private static final Logger LOG = LoggerFactory.getLogger(CrashPoint.class);
    private static final AtomicInteger LEFT = new AtomicInteger();
    private static final @Nullable CrashPoint ARMED = armed(System.getenv("LIMOSA_CRASH"));

    /** Halts the process here if this point is armed and was reached often enough. */
    public void reached() {
        if (this == ARMED && LEFT.decrementAndGet() == 0) {
            LOG.error("crash point reached: {}", label());
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    /** The name used in {@code LIMOSA_CRASH}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static @Nullable CrashPoint armed(@Nullable String setting) {
        if (setting == null || setting.isEmpty()) {
            return null;
        }
        String[] parts = setting.split(":", 2);
        LEFT.set(parts.length == 2 ? Integer.parseInt(parts[1]) : 1);
        for (CrashPoint point : values()) {
            if (point.label().equals(parts[0])) {
                return point;
            }
        }
        throw new IllegalArgumentException("cannot arm crash point '" + parts[0] + "': there is none of that name");
    }
}
