package dev.limosa.capture;

import dev.limosa.jdbc.SqlFailure;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One session after another until this replica no longer captures. */
final class CaptureRun extends Thread {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureRun.class);

    private final Supplier<CaptureSession> sessions;
    private final CaptureFlow flow;
    private final long memberGoneMs;
    private final Consumer<Throwable> failed;
    private volatile boolean ending;
    private boolean fenced;
    private volatile @Nullable CaptureSession session;

    /**
     * @param memberGoneMs after that long the group has noticed that a member is gone
     * @param failed is told what trying again would not mend
     */
    CaptureRun(Supplier<CaptureSession> sessions, CaptureFlow flow, long memberGoneMs, Consumer<Throwable> failed) {
        super("limosa-capture-sessions");
        this.sessions = sessions;
        this.flow = flow;
        this.memberGoneMs = memberGoneMs;
        this.failed = failed;
        setUncaughtExceptionHandler((dead, error) -> fail(error));
    }

    @Override
    public void run() {
        Backoff backoff = new Backoff();
        while (!ending) {
            long began = System.nanoTime();
            try (CaptureSession current = sessions.get()) {
                session = current;
                if (!ending) {
                    current.run();
                }
            } catch (InterruptedException e) {
                return;
            } catch (ExecutionException e) {
                failedWith(e.getCause() == null ? e : e.getCause());
            } catch (Exception e) {
                failedWith(e);
            } finally {
                session = null;
            }
            if (!ending && !pause(backoff, System.nanoTime() - began)) {
                return;
            }
        }
    }

    /**
     * A fenced session waits until the group must have told this replica that another one captures: starting at once,
     * the two would fence each other in turn.
     */
    private boolean pause(Backoff backoff, long lastedNanos) {
        boolean wasFenced = fenced;
        fenced = false;
        return wasFenced ? Backoff.sleep(memberGoneMs) : backoff.pause(lastedNanos);
    }

    /** A client in an error state says only that; what brought it there is the cause. */
    static String reason(Throwable e) {
        String said = SqlFailure.find(e);
        return said.equals(e.toString()) && e.getCause() != null ? said + ": " + e.getCause() : said;
    }

    private void failedWith(Throwable e) {
        CaptureException fatal = fatal(e);
        if (fatal != null) {
            LOG.error("{}", fatal.getMessage());
            fail(fatal);
            ending = true;
        } else if (!ending) {
            LOG.warn("capture was interrupted and starts again: {}", reason(e));
            LOG.debug("the cause", e);
            flow.waits(e.getMessage() == null ? e.toString() : e.getMessage());
            fenced |= cause(e, ProducerFencedException.class) != null;
        }
    }

    /** The memory that a row does not fit into, or the class that is missing, is the same the next time. */
    private static @Nullable CaptureException fatal(Throwable e) {
        Error error = cause(e, Error.class);
        return error == null
                ? cause(e, CaptureException.class)
                : new CaptureException("cannot capture: " + error, error);
    }

    private void fail(Throwable e) {
        flow.failed(e.getMessage() == null ? e.toString() : e.getMessage());
        failed.accept(e);
    }

    private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    /** Whether nothing of this run is left that could still write. Waits for that, but not for ever. */
    boolean end(Duration patience) {
        ending = true;
        CaptureSession current = session;
        if (current == null) {
            // It waits before it tries again; a session at work is not interrupted, so that it closes cleanly.
            interrupt();
        } else {
            current.stop();
        }
        try {
            join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !isAlive();
    }
}
