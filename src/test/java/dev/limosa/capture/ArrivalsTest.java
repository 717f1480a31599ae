package dev.limosa.capture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ArrivalsTest {

    private final Arrivals arrivals = new Arrivals();

    @Test
    void whatArrivedBeforeTheWaitEndsItAtOnceAndOnlyOnce() throws Exception {
        arrivals.arrived();
        arrivals.arrived();
        arrivals.await(60_000);
        long began = System.nanoTime();
        arrivals.await(30);
        assertTrue(System.nanoTime() - began >= TimeUnit.MILLISECONDS.toNanos(25), "an arrival was told twice");
    }

    @Test
    void whatArrivesDuringTheWaitEndsIt() throws Exception {
        Thread other = new Thread(arrivals::arrived);
        other.start();
        arrivals.await(60_000);
        other.join();
    }
}
