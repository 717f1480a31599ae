package dev.limosa.generation;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.SinkTable;
import dev.limosa.change.TableId;
import dev.limosa.config.RefusedException;
import dev.limosa.generation.GenerationPlan.PlannedTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration with more tables means for a generation that has begun. The tables that were there must stay as
 * they are: rows of theirs are on their way.
 */
public final class TableAddition {

    private final GenerationPlan plan;
    private final List<SinkTable> stored;

    /** @param stored the generation's tables as the target knows them */
    public TableAddition(GenerationPlan plan, List<SinkTable> stored) {
        this.plan = plan;
        this.stored = List.copyOf(stored);
    }

    /**
     * @param wanted the tables that are meant to be added
     * @return those of them that the target does not know yet
     * @throws RefusedException if anything else would change
     */
    public List<PlannedTable> check(Collection<TableId> wanted) {
        List<String> problems = new ArrayList<>();
        List<PlannedTable> added = new ArrayList<>();
        for (PlannedTable planned : plan.tables()) {
            SinkTable before = stored(planned.table());
            if (before == null) {
                added.add(planned);
            } else if (!before.equals(planned.sink())) {
                problems.add(changed(before, planned.sink(), wanted));
            } else if (planned.terms() != null
                    && !planned.terms()
                            .sink()
                            .equals(stored(planned.terms().sink().source()))) {
                problems.add("cannot change the statistics of table " + planned.table()
                        + " of a migration that runs: they are not those it began with; put them back");
            }
        }
        checkAdded(added, wanted, problems);
        checkGone(problems);
        if (!problems.isEmpty()) {
            throw new RefusedException(String.join("\n", problems));
        }
        return added;
    }

    private @Nullable SinkTable stored(TableId table) {
        return stored.stream().filter(t -> t.source().equals(table)).findFirst().orElse(null);
    }

    private static String changed(SinkTable before, SinkTable after, Collection<TableId> wanted) {
        boolean regrouped = before.apply() != after.apply()
                || !before.outputTopic().equals(after.outputTopic())
                || !before.constraints().equals(after.constraints());
        return "cannot change table " + before.source() + " of a migration that runs: "
                + (regrouped
                        ? "foreign keys tie it to " + wanted
                                + ", which would be applied in one order with it; set apply:"
                                + " parallel for the new table, and its foreign keys are not made while the migration runs"
                        : "its columns, key or transforms are not those it began with; put them back");
    }

    private void checkAdded(List<PlannedTable> added, Collection<TableId> wanted, List<String> problems) {
        Set<String> taken = stored.stream().map(SinkTable::outputTopic).collect(Collectors.toSet());
        for (PlannedTable table : added) {
            if (!wanted.contains(table.table())) {
                problems.add("cannot tell whether table " + table.table() + " is to be added: it is new in the"
                        + " configuration, and was not named; name it, too, or take it out");
            }
            if (table.sink().apply() == ApplyMode.ORDERED
                    && taken.contains(table.sink().outputTopic())) {
                problems.add("cannot add table " + table.table() + ": foreign keys tie it to tables whose constraints"
                        + " are in force, and whose rows are on their way in an order it has no place in; set apply:"
                        + " parallel for it, and its foreign keys are not made while the migration runs");
            }
        }
        Set<TableId> planned =
                plan.tables().stream().map(PlannedTable::table).collect(Collectors.toCollection(HashSet::new));
        wanted.stream()
                .filter(table -> !planned.contains(table))
                .forEach(table -> problems.add("cannot add table " + table
                        + ": expected it under 'tables' in the configuration, found none; add it there first"));
    }

    private void checkGone(List<String> problems) {
        Set<TableId> planned = plan.tables().stream()
                .flatMap(table -> table.sinks().stream())
                .map(SinkTable::source)
                .collect(Collectors.toCollection(HashSet::new));
        stored.stream()
                .map(SinkTable::source)
                .filter(table -> !planned.contains(table))
                .map(Objects::toString)
                .forEach(table -> problems.add("cannot leave out table " + table
                        + " while the migration runs; put it back into the configuration"));
    }
}
