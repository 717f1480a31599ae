package dev.limosa.demo;

import dev.limosa.change.TableId;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables that a demo migrates: how they come into the source, and how they change there. */
public interface Dataset {

    List<TableId> tables();

    /** Creates the tables in the source and fills them; returns how many rows there are in all. */
    long load(Connection source) throws SQLException, IOException;

    /** The entries under {@code tables:} of {@code migration.yaml}. */
    String yaml();

    /** Queries on the target that show what the text engine has made: a text, its tokens, its keywords. */
    List<String> textExamples();

    /** What live writers do; only after {@link #load}. Thread-safe. */
    Changes changes();

    /** What a change does to its row. */
    enum ChangeKind {
        INSERT,
        UPDATE,
        DELETE,
        KEY_CHANGE
    }
}
