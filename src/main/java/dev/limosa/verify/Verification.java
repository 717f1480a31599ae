package dev.limosa.verify;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.SinkTable;
import dev.limosa.change.TableId;
import dev.limosa.change.TableSchema;
import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.RefusedException;
import dev.limosa.config.TermStatistics;
import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.SinkTables;
import dev.limosa.jdbc.SourceCatalog;
import dev.limosa.jdbc.TableDescription;
import dev.limosa.text.output.TextEngine;
import dev.limosa.topics.TopicNames;
import dev.limosa.transform.RowTerms;
import dev.limosa.transform.RowTransform;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares a running migration's tables one after another. Needs no replica's help but that barriers come through: each
 * table is read behind one, and rows that differ are looked at again behind later ones. Used once, by one thread.
 */
public final class Verification implements AutoCloseable {

    private final MigrationConfig config;
    private final Duration timeout;
    private final VerificationProgress progress;
    private final Connection source;
    private final Connection target;
    /** For short statements while the other two are inside long ones. */
    private final Connection sourceAside;

    private final Connection targetAside;
    private final int generation;
    private final BarrierGate gate;
    private @Nullable TextEngine text;

    /** @param timeout how long to wait for a barrier, and for a row to stand still */
    public Verification(MigrationConfig config, Duration timeout, VerificationProgress progress) throws SQLException {
        this.config = config;
        this.timeout = timeout;
        this.progress = progress;
        source = Databases.connect(config.source(), "limosa verify");
        target = Databases.connect(config.target(), "limosa verify");
        sourceAside = Databases.connect(config.source(), "limosa verify");
        targetAside = Databases.connect(config.target(), "limosa verify");
        try {
            generation = SinkTables.requireRunning(target, config.migration());
        } catch (RefusedException e) {
            close();
            throw e;
        }
        gate = new BarrierGate(sourceAside, targetAside, config.migration(), generation, timeout);
    }

    /** @throws RefusedException if rows of that table can't be repaired one by one */
    public void requireRepairable(TableId table) throws SQLException {
        SinkTable sink = sink(table);
        if (sink.apply() == ApplyMode.ORDERED) {
            throw new RefusedException(
                    "cannot repair table " + table + ": it is applied in one order with the tables of"
                            + " topic '" + sink.outputTopic()
                            + "', and a row read again before another it depends on would stop"
                            + " them all; have all of them read anew by limosa table resnapshot " + table + " --yes");
        }
    }

    /** @param limit how many differences to describe; all are counted */
    public TableReport run(TableId table, Repair repair, int limit)
            throws SQLException, InterruptedException, BarrierTimeoutException {
        ComparedTable compared = compared(table, sink(table));
        DifferenceCheck check = new DifferenceCheck(compared, sourceAside, targetAside, gate, timeout);
        long barrier = gate.pass();
        TableVerification verification = new TableVerification(compared, check, repair, progress, limit);
        return verification.run(source, target, known(table), barrier);
    }

    /** Counts the terms of a table again; empty if its statistics are not kept. */
    public Optional<TableReport> runTerms(TableId table, int limit)
            throws SQLException, InterruptedException, BarrierTimeoutException {
        TermStatistics statistics = config.table(table).statistics();
        if (statistics == null) {
            return Optional.empty();
        }
        SinkTable sink = sink(table);
        SinkTable counts = sink(statistics.to());
        List<String> problems = new ArrayList<>();
        RowTerms terms = RowTerms.compile(config.table(table), sink.columns(), problems);
        if (terms == null) {
            throw new InvalidConfigurationException(problems);
        }
        TableSchema schema = new TableSchema(counts.target(), 1, counts.columns(), counts.key());
        return Optional.of(new TermVerification(compared(table, sink), terms, schema, gate, timeout, progress)
                .run(source, target, () -> known(table), limit));
    }

    private SinkTable sink(TableId table) throws SQLException {
        return SinkTables.require(SinkTables.read(target, config.migration(), generation), table);
    }

    private ComparedTable compared(TableId table, SinkTable sink) throws SQLException {
        TableDescription description = new SourceCatalog(source).describe(table);
        RowTransform transform = RowTransform.compile(description.schema(), config.table(table), text());
        TableSchema inTarget =
                new TableSchema(sink.target(), description.schema().version(), sink.columns(), sink.key());
        return new ComparedTable(description.schema(), !description.partitioned(), inTarget, transform::apply);
    }

    /** Read with the first table. */
    private TextEngine text() {
        TextEngine read = text == null ? TextEngine.of(config.text()) : text;
        text = read;
        return read;
    }

    private TableVerification.Known known(TableId table) throws SQLException {
        return new TableVerification.Known(count("limosa.open_row", table), count("limosa.discarded_row", table));
    }

    private long count(String rows, TableId table) throws SQLException {
        if (!Query.hasTable(targetAside, rows)) {
            return 0;
        }
        return Query.number(
                targetAside,
                "SELECT count(*) FROM " + rows + " WHERE migration = ? AND generation = ? AND history_topic = ?",
                config.migration(),
                generation,
                new TopicNames(config.migration()).history(table));
    }

    @Override
    public void close() {
        List<Connection> all = new ArrayList<>(List.of(source, target, sourceAside, targetAside));
        all.forEach(Databases::discard);
    }
}
