package dev.limosa.bench;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Reads what the processes under test use; samples their memory once a second until closed. */
final class Meter implements AutoCloseable {

    private final List<ProcessTree> trees = new CopyOnWriteArrayList<>();
    /** CPU-seconds of processes that have ended. */
    private final Map<String, Double> ended = new ConcurrentHashMap<>();

    private final ProcessTree driver = ProcessTree.ofThisProcessAlone("driver");
    private final AtomicLong peakBytes = new AtomicLong();
    private final Map<String, Long> peakByProcess = new LinkedHashMap<>();
    private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();

    Meter() {
        sampler.scheduleAtFixedRate(this::sampleMemory, 1, 1, TimeUnit.SECONDS);
    }

    void add(String name, long pid) {
        trees.add(new ProcessTree(name, pid));
    }

    /** To be told before a process is ended: what it has used still counts, under its name. */
    void ending(String name) {
        for (ProcessTree tree : trees) {
            if (tree.name().equals(name)) {
                ended.merge(name, tree.cpuSeconds(), Double::sum);
                trees.remove(tree);
            }
        }
    }

    Usage usage() {
        Map<String, Double> cpu = new LinkedHashMap<>(ended);
        trees.forEach(tree -> cpu.merge(tree.name(), tree.cpuSeconds(), Double::sum));
        return new Usage(Instant.now(), cpu, driver.rootCpuSeconds(), ProcessTree.machine());
    }

    /** The largest sum of all of them at any one second. */
    long peakBytes() {
        return peakBytes.get();
    }

    /** Each process's own largest; they need not have been at the same second. */
    synchronized Map<String, Long> peakByProcess() {
        return new LinkedHashMap<>(peakByProcess);
    }

    private synchronized void sampleMemory() {
        long sum = 0;
        for (ProcessTree tree : trees) {
            long bytes = tree.proportionalBytes();
            peakByProcess.merge(tree.name(), bytes, Math::max);
            sum += bytes;
        }
        peakBytes.accumulateAndGet(sum, Math::max);
    }

    @Override
    public void close() {
        sampler.shutdownNow();
    }
}
