package dev.limosa.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A process and all below it, as {@code /proc} knows them. A process that ends between two reads counts as nothing. */
record ProcessTree(String name, long root) {

    /**
     * @param busy used by all processes
     * @param stolen wanted by one of them, but the hypervisor gave the core to another machine; part of it is in that
     *     process's own time as well
     */
    record Machine(double busy, double stolen) {}

    private static final Path PROC = Path.of("/proc");
    /** The unit in which Linux tells CPU time to programs, whatever its own clock does. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int UTIME = 11;
    private static final int CSTIME = 14;

    static boolean supported() {
        return Files.isReadable(PROC.resolve("self/smaps_rollup"));
    }

    static ProcessTree ofThisProcessAlone(String name) {
        return new ProcessTree(name, ProcessHandle.current().pid());
    }

    /** User and system time, with that of children that have ended and been waited for. */
    double cpuSeconds() {
        return processes().mapToDouble(ProcessTree::cpuSeconds).sum();
    }

    /** Of the root alone: what its living children use is not its own. */
    double rootCpuSeconds() {
        return cpuSeconds(root);
    }

    /** Memory with shared pages divided among those that share them. */
    long proportionalBytes() {
        return processes().mapToLong(ProcessTree::proportionalBytes).sum();
    }

    private Stream<Long> processes() {
        Optional<ProcessHandle> handle = ProcessHandle.of(root);
        return handle.stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid);
    }

    private static double cpuSeconds(long pid) {
        return read(pid, "stat").map(ProcessTree::ticks).orElse(0L) / TICKS_PER_SECOND;
    }

    private static long ticks(List<String> stat) {
        String line = stat.get(0);
        // The command's name comes in brackets and may hold anything, brackets too.
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int i = UTIME; i <= CSTIME; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks;
    }

    private static long proportionalBytes(long pid) {
        return read(pid, "smaps_rollup").stream()
                .flatMap(List::stream)
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }

    /** CPU-seconds since the machine started. */
    static Machine machine() {
        try (Stream<String> lines = Files.lines(PROC.resolve("stat"))) {
            String[] fields = lines.findFirst().orElseThrow().trim().split("\\s+");
            // cpu user nice system idle iowait irq softirq steal; guests are in user.
            return new Machine(seconds(fields, 1, 2, 3, 6, 7), seconds(fields, 8));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read /proc/stat", e);
        }
    }

    private static double seconds(String[] fields, int... places) {
        return Arrays.stream(places).mapToLong(i -> Long.parseLong(fields[i])).sum() / TICKS_PER_SECOND;
    }

    private static Optional<List<String>> read(long pid, String file) {
        try {
            return Optional.of(
                    Files.readAllLines(PROC.resolve(Long.toString(pid)).resolve(file)));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }
}
