package dev.limosa.bench;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What each process has used up to one moment.
 *
 * @param cpuSeconds by name of the process tree
 * @param driver CPU-seconds of this process, which makes the load
 */
record Usage(Instant at, Map<String, Double> cpuSeconds, double driver, ProcessTree.Machine machine) {

    /** One that is missing in {@code earlier} has started since, so all it has used counts. */
    Map<String, Double> since(Usage earlier) {
        Map<String, Double> used = new LinkedHashMap<>();
        cpuSeconds.forEach((name, cpu) -> used.put(name, cpu - earlier.cpuSeconds.getOrDefault(name, 0.0)));
        return used;
    }
}
