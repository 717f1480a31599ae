package dev.limosa.capture;

import dev.limosa.capture.SchemaLog.Known;
import dev.limosa.change.TableId;
import dev.limosa.jdbc.OwnTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Ends capture when a table is no longer what it was when capture began, of which the change stream says nothing: it is
 * silent about a relation that is not published, and about rows that DDL moves.
 *
 * <p>What a table was is kept beside its schema, with the number of the snapshot it is good for: put back in order, it
 * still lacks what was missed meanwhile, and capture goes on only with a new snapshot.
 */
final class SourceWatch {

    /** So many ticks of the barrier clock from one look to the next. */
    private static final int LOOK_EVERY = 10;

    private final String publication;
    private final Collection<HistoryTable> tables;
    private final Collection<TableId> watched;
    private final SchemaLog log;
    private final Map<TableId, Map<String, Integer>> types = new HashMap<>();
    private final Map<TableId, Known> known = new ConcurrentHashMap<>();
    private volatile @Nullable Map<TableId, TableFacts> differing;
    private int ticks;

    SourceWatch(String publication, Collection<HistoryTable> tables, SchemaLog log) {
        this.publication = publication;
        this.tables = tables;
        this.watched = OwnTables.with(tables.stream().map(HistoryTable::table).toList());
        this.log = log;
    }

    /**
     * Compares with what earlier sessions knew.
     *
     * @param found what the tables were before anything else was asked of them
     * @param keep writes records
     */
    void begin(Map<TableId, TableFacts> found, Consumer<List<ProducerRecord<byte[], byte[]>>> keep) {
        found.forEach((table, facts) -> {
            types.put(table, facts.types());
            known.put(table, new Known(facts.facts(), 0));
        });
        tables.forEach(table -> {
            Known before = log.known(table.table());
            if (before != null) {
                known.put(table.table(), before);
            }
        });
        keep(found, keep);
    }

    /** Column → oid of its type. */
    Map<String, Integer> types(TableId table) {
        return types.getOrDefault(table, Map.of());
    }

    /**
     * Now and then looks at the source. What differs is for the thread that publishes; if that has not come to it until
     * the next look, nothing comes through the change stream any more.
     */
    void look(Connection source) throws SQLException {
        if (++ticks % LOOK_EVERY == 0) {
            Map<TableId, TableFacts> found = TableFacts.read(source, publication, watched);
            boolean same =
                    watched.stream().allMatch(table -> facts(found, table).equals(factsKnown(table)));
            if (!same && differing != null) {
                requireHarmless(found, known);
            }
            differing = same ? null : found;
        }
    }

    /**
     * For the thread that publishes, between two transactions.
     *
     * @throws CaptureException if something was found that the change stream does not tell
     */
    void settle(Consumer<List<ProducerRecord<byte[], byte[]>>> keep) {
        Map<TableId, TableFacts> found = differing;
        if (found != null) {
            Map<TableId, Known> before = new HashMap<>(known);
            keep(found, keep);
            requireHarmless(found, before);
            differing = null;
        }
    }

    private void keep(Map<TableId, TableFacts> found, Consumer<List<ProducerRecord<byte[], byte[]>>> keep) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (HistoryTable table : tables) {
            SortedSet<String> before = factsKnown(table.table());
            SortedSet<String> now = facts(found, table.table());
            Known next = new Known(now, run(table, before, now));
            if (!next.equals(log.known(table.table())) && !TableFacts.hasOnlyNewColumns(before, now)) {
                records.add(log.know(table.table(), next));
                known.put(table.table(), next);
            }
        }
        keep.accept(records);
    }

    private int run(HistoryTable table, SortedSet<String> before, SortedSet<String> now) {
        Known old = known.get(table.table());
        int run = old == null ? table.snapshot().run() : old.run();
        return TableFacts.missesRows(before, now) ? table.snapshot().run() + 1 : run;
    }

    private void requireHarmless(Map<TableId, TableFacts> found, Map<TableId, Known> before) {
        for (TableId table : watched) {
            Known old = before.get(table);
            SortedSet<String> expected = old == null ? new TreeSet<>() : old.facts();
            SortedSet<String> now = facts(found, table);
            if (!TableFacts.isHarmless(expected, now)) {
                throw new CaptureException("cannot go on capturing table " + table + ": expected "
                        + TableFacts.without(expected, now) + ", found " + TableFacts.without(now, expected) + "; "
                        + (TableFacts.missesRows(expected, now)
                                ? "the change stream has not told what that did to its rows: put the table, its columns"
                                        + " and its place in publication '" + publication + "' in order, run "
                                        + resnapshot(table)
                                : "a table's columns can't change while it is migrated: change them back, and start the"
                                        + " replicas again"));
            }
        }
    }

    /**
     * For the first place of the change stream that is behind the beginning of this session: a new snapshot that was
     * asked for before it was begun has been met.
     *
     * @throws CaptureException if one is missing
     */
    void requireWhole() {
        for (HistoryTable table : tables) {
            Known needed = known.get(table.table());
            if (needed != null && needed.run() > table.snapshot().run()) {
                throw new CaptureException("cannot go on capturing table " + table.table() + ": expected the relation,"
                        + " columns, partitions and publication of its last snapshot all the time since, found that"
                        + " changes of it were missed; run " + resnapshot(table.table()));
            }
        }
    }

    private static String resnapshot(TableId table) {
        return "limosa table resnapshot '" + table + "' --yes, and start the replicas again";
    }

    private SortedSet<String> factsKnown(TableId table) {
        Known of = known.get(table);
        return of == null ? new TreeSet<>() : of.facts();
    }

    private static SortedSet<String> facts(Map<TableId, TableFacts> found, TableId table) {
        TableFacts facts = found.get(table);
        return facts == null ? new TreeSet<>() : facts.facts();
    }
}
