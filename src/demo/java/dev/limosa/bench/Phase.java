package dev.limosa.bench;

import java.time.Instant;
import java.util.Map;

/**
 * One measured stretch of the run.
 *
 * @param rows how many rows or changes went the whole way in it
 * @param seconds wall time
 * @param cpuSeconds by process, without the driver
 * @param driver CPU-seconds of the load driver
 * @param otherLoad CPU-seconds that others on this machine used meanwhile
 * @param stolen CPU-seconds that the hypervisor kept from this machine meanwhile: with many of them, no figure is good
 */
record Phase(
        String name,
        long rows,
        Instant from,
        Instant to,
        double seconds,
        Map<String, Double> cpuSeconds,
        double driver,
        double otherLoad,
        double stolen) {

    static Phase between(String name, long rows, Usage before, Usage after, Instant from) {
        Map<String, Double> cpu = after.since(before);
        double driver = after.driver() - before.driver();
        double ours = driver + sum(cpu);
        double other = Math.max(0, after.machine().busy() - before.machine().busy() - ours);
        double stolen = after.machine().stolen() - before.machine().stolen();
        double seconds = (after.at().toEpochMilli() - from.toEpochMilli()) / 1000.0;
        return new Phase(name, rows, from, after.at(), seconds, cpu, driver, other, stolen);
    }

    double cpu() {
        return sum(cpuSeconds);
    }

    double cpuMicrosPerRow() {
        return cpu() * 1e6 / rows;
    }

    double rowsPerSecond() {
        return rows / seconds;
    }

    private static double sum(Map<String, Double> cpu) {
        return cpu.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
