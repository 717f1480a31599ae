package dev.limosa.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started in this process, to be stopped in the opposite order. Thread-safe. */
final class Parts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
    private static final long STOP_MILLIS = 30_000;

    private final Consumer<Throwable> failure;
    private final Deque<Part> running = new ArrayDeque<>();
    private boolean closed;

    private record Part(String name, AutoCloseable closing) {}

    /** @param failure is told what has ended one of the threads */
    Parts(Consumer<Throwable> failure) {
        this.failure = failure;
    }

    /** @throws IllegalStateException after {@link #close}: a part that comes too late must not be left behind */
    synchronized void add(String name, Runnable start, AutoCloseable closing) {
        if (closed) {
            throw new IllegalStateException("told to stop before everything was started");
        }
        start.run();
        running.addFirst(new Part(name, closing));
    }

    <T extends Runnable & AutoCloseable> void addThread(String name, T body) {
        Thread thread = new Thread(body, "limosa-" + name);
        // Whatever ends a stage, an Error too, has to end the replica: half of one would only look alive.
        thread.setUncaughtExceptionHandler((dead, error) -> failure.accept(error));
        add(name, thread::start, () -> {
            body.close();
            thread.join(STOP_MILLIS);
            if (thread.isAlive()) {
                throw new IllegalStateException("still running after " + STOP_MILLIS + " ms");
            }
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!running.isEmpty()) {
            Part part = running.removeFirst();
            LOG.info("stopping {}", part.name());
            try {
                part.closing().close();
                LOG.info("stopped {}", part.name());
            } catch (Exception e) {
                // The others are to be stopped all the same.
                LOG.warn("cannot stop {} cleanly: {}", part.name(), e.getMessage());
            }
        }
    }
}
