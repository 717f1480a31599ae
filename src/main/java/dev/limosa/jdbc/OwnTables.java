package dev.limosa.jdbc;

import dev.limosa.change.TableId;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Limosa's own tables on the source whose rows come through the change stream beside the user's. */
public final class OwnTables {

    public static final TableId WATERMARKS = new TableId("limosa", "watermark");
    public static final TableId SIGNALS = new TableId("limosa", "signal");

    private OwnTables() {}

    /** All that a publication for these tables holds. */
    public static TreeSet<TableId> with(Collection<TableId> tables) {
        TreeSet<TableId> all = new TreeSet<>(tables);
        all.addAll(Set.of(WATERMARKS, SIGNALS));
        return all;
    }
}
