package dev.limosa.preview;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.text.output.TextEngine;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a configuration is compared with. */
interface OldConfig extends AutoCloseable {

    /** For people. */
    String name();

    /** The same table as it was, or null if there was no such table. */
    @Nullable
    TableConfig table(TableConfig now);

    TextEngine text(TableId table) throws SQLException, IOException;

    /** What of it is not as it was, and so is in no comparison. */
    List<String> notCompared();

    @Override
    void close() throws IOException;
}
