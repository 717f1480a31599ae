package dev.limosa.bench;

import java.util.Locale;

/**
 * A figure that is to stay on one side of its limit. Both are in the unit that {@code name} ends with.
 *
 * @param least whether the limit is the least that will do, and not the most
 */
record Floor(String name, double limit, double measured, boolean least, boolean pass) {

    static Floor atMost(String name, double limit, double measured) {
        return new Floor(name, limit, measured, false, measured <= limit);
    }

    static Floor atLeast(String name, double limit, double measured) {
        return new Floor(name, limit, measured, true, measured >= limit);
    }

    /** For a person. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%s  %-24s %,.2f of at %s %,.2f%n",
                pass ? "pass" : "MISS",
                name,
                measured,
                least ? "least" : "most",
                limit);
    }
}
