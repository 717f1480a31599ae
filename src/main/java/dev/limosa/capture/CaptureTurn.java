package dev.limosa.capture;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps to one run in this process: two would fence each other in turn, and both count as this replica. For one thread,
 * but for {@link #isOn}.
 */
final class CaptureTurn {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureTurn.class);

    private final Supplier<CaptureRun> runs;
    private final Duration patience;
    private volatile @Nullable CaptureRun running;
    /** The last run, if it did not end when it was told to. */
    private @Nullable CaptureRun lingering;

    /** @param patience how long a run is waited for that was told to end */
    CaptureTurn(Supplier<CaptureRun> runs, Duration patience) {
        this.runs = runs;
        this.patience = patience;
    }

    boolean isOn() {
        return running != null;
    }

    /** Begins a run unless there is one; false as long as the last one has not ended. */
    boolean begin() {
        if (lingering != null && lingering.isAlive()) {
            return false;
        }
        lingering = null;
        if (running == null) {
            CaptureRun run = runs.get();
            running = run;
            run.start();
        }
        return true;
    }

    void end() {
        CaptureRun run = running;
        if (run == null) {
            return;
        }
        if (run.end(patience)) {
            LOG.info("this replica stopped capturing");
        } else {
            // Should it come to write in spite of that, the producer of whoever captures now has fenced it off.
            LOG.warn(
                    "capture has not ended {} s after it was told to; this replica captures again only when it has",
                    patience.toSeconds());
            lingering = run;
        }
        running = null;
    }
}
