package dev.limosa.change;

/**
 * How many events a partition has carried since its last barrier, and an order-free checksum over their sequence
 * numbers. Mutable, for one thread.
 */
public final class Tally {

    private int count;
    private long checksum;

    public Tally() {}

    public Tally(int count, long checksum) {
        this.count = count;
        this.checksum = checksum;
    }

    public void add(long sequence) {
        count++;
        checksum += mix(sequence);
    }

    public void clear() {
        count = 0;
        checksum = 0;
    }

    public int count() {
        return count;
    }

    public long checksum() {
        return checksum;
    }

    public boolean agreesWith(Barrier barrier) {
        return count == barrier.count() && checksum == barrier.checksum();
    }

    /** The finaliser of SplitMix64: two different sets of neighbouring numbers must not add up to the same sum. */
    private static long mix(long value) {
        long z = value * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
