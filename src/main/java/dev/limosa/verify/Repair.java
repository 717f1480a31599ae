package dev.limosa.verify;

import dev.limosa.change.TableId;
import java.sql.SQLException;
import java.util.List;

/** What is done about rows that are different, other than to report them. */
@FunctionalInterface
public interface Repair {

    Repair NONE = (table, keys) -> {};

    /** @param keys as the history has them, JSON objects */
    void repair(TableId table, List<byte[]> keys) throws SQLException;
}
