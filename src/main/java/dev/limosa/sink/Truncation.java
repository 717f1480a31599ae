package dev.limosa.sink;

import dev.limosa.change.SinkTable;
import java.sql.SQLException;
import java.util.List;

/** Tables that are emptied together, as tables bound by foreign keys must be. */
record Truncation(List<SinkTable> tables) implements Operation {

    @Override
    public void applyTo(Applier applier) throws SQLException {
        applier.truncate(tables);
    }
}
