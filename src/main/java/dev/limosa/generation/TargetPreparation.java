package dev.limosa.generation;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.SinkTable;
import dev.limosa.config.RefusedException;
import dev.limosa.generation.GenerationPlan.PlannedTable;
import dev.limosa.jdbc.AdvisoryLock;
import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.SinkTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the target ready for a generation: the tables with what they need, and what the sink reads about them. All in
 * one transaction, and only once: a later start finds the plan it wrote and compares.
 */
public final class TargetPreparation {

    private final Connection target;
    private final GenerationPlan plan;

    public TargetPreparation(Connection target, GenerationPlan plan) {
        this.target = target;
        this.plan = plan;
    }

    /** @throws RefusedException if the generation was planned differently when it began */
    public void prepare() throws SQLException {
        Databases.prepareTarget(target);
        target.setAutoCommit(false);
        try {
            // One replica prepares, the others wait and find it done.
            AdvisoryLock.PLAN.take(target);
            Map<String, TablePlan> stored = stored();
            if (stored.isEmpty()) {
                create();
            } else {
                requireSamePlan(stored);
            }
            target.commit();
        } finally {
            target.rollback();
            target.setAutoCommit(true);
        }
    }

    /** Makes more tables of the same generation ready, within the caller's transaction. */
    public void add(List<PlannedTable> tables) throws SQLException {
        AdvisoryLock.PLAN.take(target);
        for (PlannedTable table : tables) {
            create(table);
        }
        finish(tables);
    }

    private Map<String, TablePlan> stored() throws SQLException {
        Map<String, TablePlan> plans = new TreeMap<>();
        SinkTables.stored(target, plan.config().migration(), plan.generation())
                .forEach(stored -> plans.put(stored.table().historyTopic(), TablePlan.of(stored)));
        return plans;
    }

    private void requireSamePlan(Map<String, TablePlan> stored) {
        Map<String, TablePlan> planned = new TreeMap<>();
        plan.tables().stream()
                .flatMap(table -> plans(table).stream())
                .forEach(kept -> planned.put(kept.sink().historyTopic(), kept));
        List<String> differences = new ArrayList<>();
        stored.forEach((topic, then) -> {
            TablePlan now = planned.remove(topic);
            List<String> found = now == null ? List.of("expected its table, found none") : then.differences(now);
            found.forEach(difference -> differences.add("topic '" + topic + "': " + difference));
        });
        planned.keySet()
                .forEach(topic -> differences.add(
                        "topic '" + topic + "': expected no table, found one (limosa table add" + " takes it in)"));
        if (!differences.isEmpty()) {
            throw new RefusedException(
                    "cannot continue migration '" + plan.config().migration() + "' generation "
                            + plan.generation() + ", which began with other tables: " + String.join("; ", differences)
                            + "; put configuration, files, libraries and the source's columns back to what they were,"
                            + " or start another migration; 'limosa transform diff' tells what would change");
        }
    }

    private void create() throws SQLException {
        execute("INSERT INTO limosa.generation (migration, generation, state) VALUES (?, ?, 'running')");
        for (PlannedTable table : plan.tables()) {
            create(table);
        }
        finish(plan.tables());
    }

    /** What later commands ask for: the words that were in the files, and one fingerprint of the whole. */
    private void finish(List<PlannedTable> tables) throws SQLException {
        new KeptResources(target, plan.config()).keep(tables);
        execute("UPDATE limosa.generation g SET fingerprint = (SELECT encode(sha256(string_agg(history_topic || ' ' ||"
                + " fingerprint, E'\n' ORDER BY history_topic COLLATE \"C\")::bytea), 'hex') FROM limosa.sink_table t"
                + " WHERE t.migration = g.migration AND t.generation = g.generation)"
                + " WHERE migration = ? AND generation = ?");
    }

    private void create(PlannedTable table) throws SQLException {
        new TargetTable(target, plan.config().migration(), table).create();
        if (table.terms() != null) {
            CountsTable.create(target, table.terms().sink());
        }
        for (TablePlan kept : plans(table)) {
            register(kept);
            createOffsets(kept.sink());
        }
    }

    private static List<TablePlan> plans(PlannedTable table) {
        return table.terms() == null
                ? List.of(TablePlan.of(table))
                : List.of(TablePlan.of(table), TablePlan.ofTerms(table.terms(), table));
    }

    /** All at once and before any sink starts: a partition nobody has opened yet must keep every barrier unproven. */
    private void createOffsets(SinkTable table) throws SQLException {
        int partitions = table.apply() == ApplyMode.ORDERED ? 1 : table.historyPartitions();
        Query.update(
                target,
                "INSERT INTO limosa.sink_offset (migration, generation, topic, partition)"
                        + " SELECT ?, ?, ?, p FROM generate_series(0, ?) p ON CONFLICT DO NOTHING",
                plan.config().migration(),
                plan.generation(),
                table.outputTopic(),
                partitions - 1);
    }

    private void execute(String sql) throws SQLException {
        Query.update(target, sql, plan.config().migration(), plan.generation());
    }

    private void register(TablePlan kept) throws SQLException {
        SinkTables.register(
                target,
                plan.config().migration(),
                plan.generation(),
                kept.sink(),
                kept.transforms(),
                kept.fingerprint().sha256());
    }
}
