package dev.limosa.check;

import dev.limosa.change.TableId;
import java.util.List;

/**
 * What the source's catalogue says of one relation of the configuration.
 *
 * @param kind {@code pg_class.relkind}; {@code persistence}, {@code identity} likewise
 * @param keys how many primary keys it has (0 or 1), {@code deferrable} whether that one is
 * @param identityIsKey whether REPLICA IDENTITY USING INDEX names the primary key's index
 * @param children tables that inherit from it
 * @param storage the relations its rows are in: itself, or its leaf partitions
 */
record SourceTable(
        TableId id,
        char kind,
        char persistence,
        char identity,
        boolean partition,
        int keys,
        boolean deferrable,
        boolean identityIsKey,
        boolean usable,
        boolean readable,
        boolean owned,
        boolean rowSecurity,
        String owner,
        List<String> children,
        List<Storage> storage) {

    /**
     * @param toast whether values can be stored out of line, {@code toastBytes} how much is
     * @param rows the planner's estimate; negative if there is none
     * @param changed updates and deletes since the statistics began
     */
    record Storage(
            TableId id,
            char kind,
            char persistence,
            char identity,
            boolean toast,
            long toastBytes,
            long bytes,
            double rows,
            long changed) {}

    boolean isTable() {
        return kind == 'r' || kind == 'p';
    }

    long bytes() {
        return storage.stream().mapToLong(Storage::bytes).sum();
    }
}
