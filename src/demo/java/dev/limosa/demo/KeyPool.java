package dev.limosa.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keys of rows that are there, as far as is known. Who takes one has it alone until it is given back, so writers seldom
 * wait for one another. Holds a bounded part of a large table's keys. Thread-safe.
 */
final class KeyPool<K> {

    private static final int LIMIT = 20_000;

    private final List<K> keys = new ArrayList<>();

    synchronized void give(K key) {
        if (keys.size() < LIMIT) {
            keys.add(key);
        }
    }

    /** Offers the {@code index}th of many keys so that in the end each had the same chance to stay. */
    synchronized void sample(K key, long index, RandomGenerator random) {
        if (keys.size() < LIMIT) {
            keys.add(key);
        } else if (random.nextLong(index + 1) < LIMIT) {
            keys.set(random.nextInt(LIMIT), key);
        }
    }

    synchronized @Nullable K take(RandomGenerator random) {
        if (keys.isEmpty()) {
            return null;
        }
        int at = random.nextInt(keys.size());
        K key = keys.get(at);
        K last = keys.remove(keys.size() - 1);
        if (at < keys.size()) {
            keys.set(at, last);
        }
        return key;
    }
}
