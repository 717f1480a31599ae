package dev.limosa.sink;

import java.sql.SQLException;

/** A step of a transaction on the target's tables. Unchangeable: a transaction that failed carries it out again. */
interface Operation {

    void applyTo(Applier applier) throws SQLException;
}
