package dev.limosa.jdbc;

import dev.limosa.change.TableId;
import dev.limosa.change.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A source table as its catalogue describes it, without generated columns (they are computed again in the target).
 *
 * @param baseTypes column → its type without modifiers, domains resolved; {@code enum} for any enum
 * @param enums the enum types its columns have, by schema and name, with their labels in order
 * @param fullIdentity whether the change stream carries whole rows (REPLICA IDENTITY FULL)
 * @param partitioned a partitioned parent, whose rows are in other tables
 */
public record TableDescription(
        TableSchema schema,
        Map<String, String> baseTypes,
        Map<TableId, List<String>> enums,
        boolean fullIdentity,
        boolean partitioned,
        List<UniqueKey> uniqueKeys,
        List<ForeignKey> foreignKeys) {

    public TableDescription {
        baseTypes = Map.copyOf(baseTypes);
        enums = Map.copyOf(enums);
        uniqueKeys = List.copyOf(uniqueKeys);
        foreignKeys = List.copyOf(foreignKeys);
    }

    public TableId table() {
        return schema.table();
    }

    public String baseType(String column) {
        return Objects.requireNonNull(baseTypes.get(column), column);
    }

    /** A secondary unique constraint over plain columns. */
    public record UniqueKey(String name, List<String> columns, boolean nullsNotDistinct, boolean deferrable) {
        public UniqueKey {
            columns = List.copyOf(columns);
        }
    }

    public record ForeignKey(String name, List<String> columns, TableId references, List<String> referenced) {
        public ForeignKey {
            columns = List.copyOf(columns);
            referenced = List.copyOf(referenced);
        }
    }
}
