package dev.limosa.preview;

import dev.limosa.change.TableId;
import dev.limosa.change.TableSchema;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.SourceCatalog;
import dev.limosa.jdbc.TableDescription;
import dev.limosa.text.output.TextEngine;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What would change in the target if a migration had another configuration: every row of the source, or a sample, is
 * made in both ways. Reads the source in one snapshot, writes nothing. Used once, by one thread.
 */
public final class TransformDiff {

    private static final int TELL_EVERY = 20_000;

    private final MigrationConfig now;
    private final Collection<TableId> tables;
    private final long sample;
    private final TableDiff.Limits limits;
    private final ObjLongConsumer<TableId> progress;
    private final TokenCounts gained = new TokenCounts();
    private final TokenCounts lost = new TokenCounts();

    /**
     * @param tables which to compare
     * @param sample about how many rows of each; 0 = all of them
     * @param examples how many rows of each to name; {@code tokens} how many that come or go
     * @param progress told now and then how many rows of a table are done
     */
    public TransformDiff(
            MigrationConfig now,
            Collection<TableId> tables,
            long sample,
            int examples,
            int tokens,
            ObjLongConsumer<TableId> progress) {
        this.now = now;
        this.tables = List.copyOf(tables);
        this.sample = sample;
        this.limits = new TableDiff.Limits(examples, tokens);
        this.progress = progress;
    }

    /** Compares with what the running generation was begun with. */
    public DiffReport againstRunning() throws SQLException, IOException {
        try (Connection target = Databases.connect(now.target(), "limosa diff");
                OldConfig old = new RecordedConfig(target, now)) {
            return against(old);
        }
    }

    /** Compares with another file's configuration. */
    public DiffReport against(MigrationConfig old) throws SQLException, IOException {
        try (OldConfig file = new FileConfig(old)) {
            return against(file);
        }
    }

    private DiffReport against(OldConfig old) throws SQLException, IOException {
        TextEngine text = TextEngine.of(now.text());
        List<DiffReport.Table> reports = new ArrayList<>();
        List<String> notCompared = new ArrayList<>();
        try (Connection source = Databases.connect(now.source(), "limosa diff")) {
            source.setAutoCommit(false);
            source.setReadOnly(true);
            source.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            for (TableConfig table : now.tables()) {
                TableConfig before = old.table(table);
                if (before == null && tables.contains(table.table())) {
                    notCompared.add("table " + table.table() + " is not in " + old.name() + ": all of it is new");
                } else if (before != null && tables.contains(table.table())) {
                    reports.add(compare(source, before, old.text(table.table()), table, text));
                }
            }
            source.rollback();
        }
        notCompared.addAll(old.notCompared());
        return new DiffReport(reports, gained.most(limits.tokens()), lost.most(limits.tokens()), notCompared);
    }

    private DiffReport.Table compare(
            Connection source, TableConfig before, TextEngine textBefore, TableConfig after, TextEngine text)
            throws SQLException {
        TableDescription description = new SourceCatalog(source).describe(after.table());
        TableSchema schema = description.schema();
        TableDiff diff = new TableDiff(
                schema,
                new Side(schema, before, textBefore),
                new Side(schema, after, text),
                textColumns(before, after),
                limits);
        try (SourceRows rows = new SourceRows(source, description, sample)) {
            for (byte @Nullable [] row = rows.next(); row != null; row = rows.next()) {
                diff.row(row);
                if (diff.rows() % TELL_EVERY == 0) {
                    progress.accept(after.table(), diff.rows());
                }
            }
        }
        progress.accept(after.table(), diff.rows());
        gained.addAll(diff.gained());
        lost.addAll(diff.lost());
        return diff.report();
    }

    /** The source's columns that either side makes an output of, or runs a function over. */
    private static List<String> textColumns(TableConfig before, TableConfig after) {
        Set<String> columns = new TreeSet<>(new OfflineTable(before).texts());
        columns.addAll(new OfflineTable(after).texts());
        return List.copyOf(columns);
    }
}
