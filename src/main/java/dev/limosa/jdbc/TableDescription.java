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
 * @param definitions its columns as DDL tells them, generated ones too
 * @param types the types and collations its columns need and PostgreSQL does not have of itself, in the order to make
 *     them
 * @param sequences those that its columns' defaults take numbers from
 * @param carriage column → how its values come to the target
 * @param exactKey whether keys that PostgreSQL takes for equal have the same text; citext has not, nor 1.0 and 1.00
 * @param fullIdentity whether the change stream carries whole rows (REPLICA IDENTITY FULL)
 * @param partitioned a partitioned parent, whose rows are in other tables
 */
public record TableDescription(
        TableSchema schema,
        Map<String, String> baseTypes,
        List<ColumnDefinition> definitions,
        List<UserType> types,
        List<SequenceDefinition> sequences,
        Map<String, Carriage> carriage,
        boolean exactKey,
        boolean fullIdentity,
        boolean partitioned,
        List<UniqueKey> uniqueKeys,
        List<ForeignKey> foreignKeys) {

    public TableDescription {
        baseTypes = Map.copyOf(baseTypes);
        definitions = List.copyOf(definitions);
        types = List.copyOf(types);
        sequences = List.copyOf(sequences);
        carriage = Map.copyOf(carriage);
        uniqueKeys = List.copyOf(uniqueKeys);
        foreignKeys = List.copyOf(foreignKeys);
    }

    public TableId table() {
        return schema.table();
    }

    public String baseType(String column) {
        return Objects.requireNonNull(baseTypes.get(column), column);
    }

    public boolean isGenerated(String column) {
        return definitions.stream()
                .anyMatch(definition -> definition.name().equals(column) && definition.generated() != null);
    }

    /** How a column's values come to the target; what a check before a migration can tell. */
    public Carriage carriage(String column) {
        return Objects.requireNonNull(carriage.get(column), column);
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
