package dev.limosa.preview;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A table's rows, each as the JSON object that the transforms read. For one thread. */
interface Rows extends AutoCloseable {

    /** All rows. */
    long ALL = 0;

    /** The next row, perhaps with other bytes behind it; null behind the last. */
    byte @Nullable [] next() throws SQLException;

    @Override
    void close() throws SQLException;
}
