package dev.limosa.status;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks one system in a thread of its own, so that one that does not answer keeps nobody from telling about the others.
 * A question that is still open is waited for, not asked again.
 */
final class Probe<T> implements AutoCloseable {

    private final Callable<T> question;
    private final AutoCloseable asked;
    private final ExecutorService thread;
    private @Nullable Future<T> open;

    /** @param asked closed in the same thread at the end */
    Probe(String name, Callable<T> question, AutoCloseable asked) {
        this.question = question;
        this.asked = asked;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread worker = new Thread(task, "limosa-status-" + name);
            worker.setDaemon(true);
            return worker;
        });
    }

    void ask() {
        if (open == null) {
            open = thread.submit(question);
        }
    }

    /** @param deadline by {@link System#nanoTime} */
    Seen<T> answer(long deadline) throws InterruptedException {
        Future<T> asking = open;
        if (asking == null) {
            throw new IllegalStateException("BUG: nothing was asked");
        }
        try {
            T value = asking.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            open = null;
            return Seen.of(value);
        } catch (TimeoutException e) {
            return Seen.failed("no answer yet");
        } catch (ExecutionException e) {
            open = null;
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Seen.failed(cause.getMessage() == null ? cause.toString() : firstLine(cause.getMessage()));
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").strip();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for what is closed.
    public void close() {
        thread.submit(() -> {
            asked.close();
            return null;
        });
        thread.shutdown();
    }
}
