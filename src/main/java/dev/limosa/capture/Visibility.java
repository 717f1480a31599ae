package dev.limosa.capture;

import dev.limosa.jdbc.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which transactions a snapshot of PostgreSQL's sees. By the numbers that the change stream has: the lower half of
 * PostgreSQL's own, in which only the distance of two within two thousand million means something.
 *
 * @param end the first number not given away yet
 * @param running given away, and not over
 */
record Visibility(int end, Set<Integer> running) {

    /** Of the connection's current transaction. */
    static Visibility now(Connection connection) throws SQLException {
        return of(Query.text(connection, "SELECT pg_current_snapshot()::text"));
    }

    /** @param snapshot as PostgreSQL writes it: {@code xmin:xmax:xip,…} */
    static Visibility of(String snapshot) {
        String[] parts = snapshot.split(":", -1);
        Set<Integer> running = parts[2].isEmpty()
                ? Set.of()
                : Arrays.stream(parts[2].split(","))
                        .map(number -> (int) Long.parseLong(number))
                        .collect(Collectors.toCollection(HashSet::new));
        return new Visibility((int) Long.parseLong(parts[1]), running);
    }

    boolean sees(int transaction) {
        return transaction - end < 0 && !running.contains(transaction);
    }
}
