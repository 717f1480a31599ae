package dev.limosa.change;

import java.util.Objects;

/**
 * A secondary constraint that the sink makes at the first barrier after the snapshot.
 *
 * @param checkedAtCommit not before, and without changing rows of another table by itself (ON DELETE CASCADE)
 * @param create DDL; never to be searched for what it says, since names may hold any words
 */
public record Constraint(String name, Kind kind, boolean checkedAtCommit, String create) {

    public enum Kind {
        UNIQUE,
        FOREIGN_KEY
    }

    public Constraint {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(create, "create");
    }
}
