package dev.limosa.sink;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;

/** Turns things into one SQL array for each of their parts, to be put side by side again by {@code unnest}. */
record SqlArrays<T>(Connection connection, Collection<T> things) {

    Array of(String type, Function<T, Object> part) throws SQLException {
        return connection.createArrayOf(type, things.stream().map(part).toArray());
    }
}
