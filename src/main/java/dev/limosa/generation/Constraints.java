package dev.limosa.generation;

import static java.util.Objects.requireNonNull;

import dev.limosa.change.Constraint;
import dev.limosa.change.Constraint.Kind;
import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.jdbc.Sql;
import dev.limosa.jdbc.TableDescription;
import dev.limosa.jdbc.TableDescription.ForeignKey;
import dev.limosa.jdbc.TableDescription.UniqueKey;
import dev.limosa.transform.RowTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secondary constraints of the tables that are applied in order, as the target is to have them.
 *
 * <p>A foreign key is made {@code DEFERRABLE INITIALLY DEFERRED} and without actions while the migration runs: the
 * source has executed every cascade already, and the rows it changed are in the stream; executed again in the target,
 * ON DELETE CASCADE would take away children of a parent that only changed its key. It is checked at every barrier.
 */
final class Constraints {

    private static final Logger LOG = LoggerFactory.getLogger(Constraints.class);

    private static final String DEFERRED = " DEFERRABLE INITIALLY DEFERRED";

    private final MigrationConfig config;
    private final Map<TableId, TableDescription> tables;
    private final Map<TableId, RowTransform> transforms;
    private final Map<TableId, TableId> groups;

    Constraints(
            MigrationConfig config,
            Map<TableId, TableDescription> tables,
            Map<TableId, RowTransform> transforms,
            Map<TableId, TableId> groups) {
        this.config = config;
        this.tables = tables;
        this.transforms = transforms;
        this.groups = groups;
    }

    /** Unique keys first: a foreign key may refer to one. */
    List<Constraint> of(TableDescription table) {
        List<Constraint> made = new ArrayList<>();
        if (groups.containsKey(table.table())) {
            table.uniqueKeys().forEach(key -> addIfPossible(table, key.name(), unique(table, key), made));
            table.foreignKeys().forEach(key -> addIfPossible(table, key.name(), foreign(table, key), made));
        }
        return made;
    }

    private static void addIfPossible(
            TableDescription table, String name, @Nullable Constraint constraint, List<Constraint> made) {
        if (constraint == null) {
            LOG.warn(
                    "constraint {} of table {} is not made in the target: a table it refers to is not in the same"
                            + " ordered group, or a column of it is transformed or dropped",
                    name,
                    table.table());
        } else {
            made.add(constraint);
        }
    }

    private @Nullable Constraint unique(TableDescription table, UniqueKey key) {
        List<String> columns = inTarget(table.table(), key.columns());
        if (columns == null) {
            return null;
        }
        String definition = "UNIQUE" + (key.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "") + " ("
                + Sql.quoteAll(columns) + ")" + (key.deferrable() ? DEFERRED : "");
        return new Constraint(key.name(), Kind.UNIQUE, key.deferrable(), create(table.table(), key.name(), definition));
    }

    private @Nullable Constraint foreign(TableDescription table, ForeignKey key) {
        TableId group = groups.get(table.table());
        boolean together = group != null && group.equals(groups.get(key.references()));
        List<String> columns = together ? inTarget(table.table(), key.columns()) : null;
        List<String> referenced = together ? inTarget(key.references(), key.referenced()) : null;
        // A parent row that the filter keeps out would leave its children without one.
        if (columns == null
                || referenced == null
                || config.table(key.references()).where() != null) {
            return null;
        }
        String definition = "FOREIGN KEY (" + Sql.quoteAll(columns) + ") REFERENCES "
                + Sql.quote(config.table(key.references()).to()) + " (" + Sql.quoteAll(referenced) + ")" + DEFERRED;
        return new Constraint(key.name(), Kind.FOREIGN_KEY, true, create(table.table(), key.name(), definition));
    }

    private String create(TableId table, String name, String definition) {
        return "ALTER TABLE " + Sql.quote(config.table(table).to()) + " ADD CONSTRAINT " + Sql.quote(name) + " "
                + definition;
    }

    /** The columns' names in the target, or null if one of them is not there with the same values. */
    private @Nullable List<String> inTarget(TableId table, List<String> columns) {
        RowTransform transform = requireNonNull(transforms.get(table));
        List<String> names = new ArrayList<>();
        for (String column : columns) {
            String name = transform.untouched().get(column);
            if (name == null) {
                return null;
            }
            names.add(name);
        }
        return tables.containsKey(table) ? names : null;
    }
}
