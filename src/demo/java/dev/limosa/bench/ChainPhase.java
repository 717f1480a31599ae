package dev.limosa.bench;

import dev.limosa.text.analysis.Chain;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/**
 * A chain without databases and Kafka, beside its library's own API on the same texts. The two take turns, so that what
 * else the machine does hits both; of each the cheapest round counts, in CPU time of its thread.
 */
final class ChainPhase {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 7;

    /** More, since a neighbour of the machine that slows one processor spoils a round of two threads and not of one. */
    private static final int SPEEDUP_ROUNDS = 15;

    private final TextChain chain;
    private final List<String> texts;

    ChainPhase(TextChain chain, List<String> texts) {
        this.chain = chain;
        this.texts = List.copyOf(texts);
    }

    /**
     * CPU in microseconds a text.
     *
     * @param twoThreads how many times as many texts a second two threads make as one does, in wall time
     * @param tokens a text has on average
     */
    record Found(TextChain chain, double micros, double bareMicros, double twoThreads, double tokens) {
        double ratio() {
            return micros / bareMicros;
        }
    }

    Found measure() throws Exception {
        Chain compiled = chain.compiled();
        UnaryOperator<String> ours = TextChain.run(compiled);
        UnaryOperator<String> bare = chain.bare();
        double tokens = requireSame(ours, bare);
        double least = Double.MAX_VALUE;
        double leastBare = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            least = Math.min(least, cpuMicros(ours));
            leastBare = Math.min(leastBare, cpuMicros(bare));
        }
        return new Found(chain, least, leastBare, speedup(compiled), tokens);
    }

    /** Two figures can only be compared if both have done the same. */
    private double requireSame(UnaryOperator<String> ours, UnaryOperator<String> bare) {
        long tokens = 0;
        for (int i = 0; i < texts.size(); i++) {
            String expected = bare.apply(texts.get(i));
            String found = ours.apply(texts.get(i));
            if (!expected.equals(found)) {
                throw new IllegalStateException("chain " + chain + " and its library differ on text " + i
                        + ": expected '" + expected + "', found '" + found + "'");
            }
            tokens += expected.isEmpty()
                    ? 0
                    : expected.chars().filter(c -> c == ' ').count() + 1;
        }
        return (double) tokens / texts.size();
    }

    private double cpuMicros(UnaryOperator<String> function) {
        long before = THREADS.getCurrentThreadCpuTime();
        texts.forEach(function::apply);
        return (THREADS.getCurrentThreadCpuTime() - before) / 1e3 / texts.size();
    }

    private double speedup(Chain compiled) throws Exception {
        double one = 0;
        double two = 0;
        for (int round = 0; round < SPEEDUP_ROUNDS; round++) {
            one = Math.max(one, textsPerSecond(compiled, 1));
            two = Math.max(two, textsPerSecond(compiled, 2));
        }
        return two / one;
    }

    private double textsPerSecond(Chain compiled, int threads) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                work.add(() -> {
                    texts.forEach(TextChain.run(compiled)::apply);
                    return null;
                });
            }
            long start = System.nanoTime();
            for (Future<Void> done : pool.invokeAll(work)) {
                done.get();
            }
            return threads * texts.size() * 1e9 / (System.nanoTime() - start);
        } finally {
            pool.shutdown();
        }
    }
}
