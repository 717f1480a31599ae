package dev.limosa.bench;

/**
 * A figure that is not to be exceeded. {@code limit} and {@code measured} are in the unit that {@code name} ends with.
 */
record Floor(String name, double limit, double measured, boolean pass) {

    static Floor atMost(String name, double limit, double measured) {
        return new Floor(name, limit, measured, measured <= limit);
    }
}
