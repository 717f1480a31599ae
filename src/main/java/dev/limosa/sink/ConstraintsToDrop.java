package dev.limosa.sink;

import java.sql.SQLException;

/** The secondary constraints of an ordered group of which tables are read again, or that an open row would break. */
record ConstraintsToDrop(Output output) implements Operation {

    @Override
    public void applyTo(Applier applier) throws SQLException {
        applier.dropConstraints(output);
    }
}
