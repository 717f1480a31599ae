package dev.limosa.demo;

import dev.limosa.demo.Dataset.ChangeKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.random.RandomGenerator;

/** Makes changes that an application might make. Thread-safe; each caller brings a connection of its own. */
@FunctionalInterface
public interface Changes {

    /**
     * Does one thing that consists mostly of changes of that kind, and commits. The connection's auto-commit is off;
     * after an exception the caller rolls back, and nothing has happened.
     *
     * @return how many rows were changed, those included that a cascade changed
     */
    int make(ChangeKind kind, Connection connection, RandomGenerator random) throws SQLException;
}
