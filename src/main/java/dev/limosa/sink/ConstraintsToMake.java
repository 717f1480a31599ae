package dev.limosa.sink;

import java.sql.SQLException;

/** The secondary constraints of an ordered group, which has its snapshot behind it; not while a row of it is open. */
record ConstraintsToMake(Output output) implements Operation {

    @Override
    public void applyTo(Applier applier) throws SQLException {
        applier.makeConstraints(output);
    }
}
