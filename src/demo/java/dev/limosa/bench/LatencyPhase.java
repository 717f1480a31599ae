package dev.limosa.bench;

import dev.limosa.demo.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Changes at a constant rate: transactions of four and a probe row. A probe's latency is from the return of its
 * source's COMMIT until a query on the target sees it.
 */
final class LatencyPhase {

    static final int WARM_UP_SECONDS = 5;

    private static final int CHANGES_PER_TRANSACTION = 5;

    private final int perSecond;
    private final List<String> transactions;

    /** Makes the SQL of all transactions, so that only sending it falls into the measured time. */
    LatencyPhase(Changes changes, int rate, int seconds) {
        perSecond = rate / CHANGES_PER_TRANSACTION;
        transactions = new ArrayList<>();
        for (int probe = 0; probe < perSecond * seconds; probe++) {
            transactions.add(changes.transaction(CHANGES_PER_TRANSACTION - 1, ProbeWatch.insert(probe)));
        }
    }

    int changes() {
        return transactions.size() * CHANGES_PER_TRANSACTION;
    }

    /** Returns when each probe has been seen. */
    Latency run(PostgresServer source, PostgresServer target) throws Exception {
        try (ProbeWatch watch = new ProbeWatch(target, transactions.size())) {
            CompletableFuture<long[]> seen = watch.start();
            long[] committed = commitAll(source);
            return latency(committed, seen.get(60, TimeUnit.SECONDS), watch.meanPeriodMillis());
        }
    }

    private long[] commitAll(PostgresServer source) throws SQLException {
        long[] committed = new long[transactions.size()];
        try (Connection connection = ChangePhase.simpleProtocol(source);
                Statement statement = connection.createStatement()) {
            long start = System.nanoTime();
            for (int i = 0; i < committed.length; i++) {
                waitUntil(start + i * TimeUnit.SECONDS.toNanos(1) / perSecond);
                statement.execute(transactions.get(i));
                committed[i] = System.nanoTime();
            }
        }
        return committed;
    }

    private static void waitUntil(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private Latency latency(long[] committed, long[] seen, double meanPeriod) {
        int first = WARM_UP_SECONDS * perSecond;
        double[] millis = new double[committed.length - first];
        Arrays.setAll(millis, i -> (seen[first + i] - committed[first + i]) / 1e6);
        Arrays.sort(millis);
        return new Latency(at(millis, 0.5), at(millis, 0.9), at(millis, 0.99), at(millis, 1), meanPeriod);
    }

    private static double at(double[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }

    /** In milliseconds. @param pollPeriod between two looks at the target: what the others are too large by, at most */
    record Latency(double p50, double p90, double p99, double max, double pollPeriod) {}
}
