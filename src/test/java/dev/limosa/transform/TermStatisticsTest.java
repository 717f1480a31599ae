package dev.limosa.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.Kind;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermStatisticsTest {

    private final TermRig rig = new TermRig(3);

    private static String row(long id, String language, String... terms) {
        return Reviews.row(id, "t", language).replace("{a,b}", "{" + String.join(",", terms) + "}");
    }

    private void barrier() {
        rig.barrier();
        rig.settle();
    }

    @Test
    void rowsAreCountedOnceATerm() {
        rig.event(Kind.CREATE, 1, row(1, "en", "x", "y", "x"));
        rig.event(Kind.CREATE, 2, row(2, "en", "x"));
        rig.event(Kind.CREATE, 3, row(3, "zh", "x"));
        barrier();
        assertEquals(2, rig.count("en", "x"));
        assertEquals(1, rig.count("en", "y"));
        assertEquals(1, rig.count("zh", "x"));
    }

    @Test
    void aChangeTakesAwayWhatTheRowHadBefore() {
        rig.event(Kind.CREATE, 1, row(1, "en", "x", "y"));
        barrier();
        rig.event(Kind.UPDATE, 1, row(1, "en", "y", "z"));
        barrier();
        assertEquals(0, rig.count("en", "x"));
        assertEquals(1, rig.count("en", "y"));
        assertEquals(1, rig.count("en", "z"));
        rig.event(Kind.UPDATE, 1, row(1, "zh", "y"));
        barrier();
        assertEquals(Map.of("{\"language\":\"zh\",\"term\":\"y\"}", 1L), rig.table);
        rig.event(Kind.DELETE, 1, null);
        barrier();
        assertEquals(Map.of(), rig.table);
    }

    /** The snapshot reads rows that the stream has brought already: nothing in the event tells. */
    @Test
    void aRowThatTheSnapshotReadsAfterTheStreamBroughtItIsCountedOnce() {
        rig.event(Kind.CREATE, 1, row(1, "en", "x"));
        rig.event(Kind.READ, 1, row(1, "en", "x"));
        barrier();
        assertEquals(1, rig.count("en", "x"));
        rig.event(Kind.READ, 1, row(1, "en", "y"));
        barrier();
        assertEquals(0, rig.count("en", "x"));
        assertEquals(1, rig.count("en", "y"));
        rig.event(Kind.DELETE, 1, null);
        barrier();
        assertEquals(Map.of(), rig.table);
    }

    @Test
    void anOpenRowCountsAsTheTargetStillHasIt() {
        rig.event(Kind.CREATE, 1, row(1, "en", "x"));
        rig.event(Kind.OPEN, 1, null);
        rig.event(Kind.SKIP, 1, null);
        barrier();
        assertEquals(1, rig.count("en", "x"));
        rig.event(Kind.UPDATE, 1, row(1, "en", "y"));
        barrier();
        assertEquals(0, rig.count("en", "x"));
        assertEquals(1, rig.count("en", "y"));
    }

    @Test
    void aDeleteOfARowThatWasNeverCountedTakesNothingAway() {
        rig.event(Kind.DELETE, 4, null);
        rig.event(Kind.CREATE, 1, row(1, "en", "x"));
        barrier();
        assertEquals(1, rig.count("en", "x"));
    }

    @Test
    void truncateAndResetForgetAllThatCameBefore() {
        for (long id = 0; id < 9; id++) {
            rig.event(Kind.READ, id, row(id, "en", "x", "x" + id));
        }
        barrier();
        rig.event(Kind.CREATE, 10, row(10, "en", "x"));
        rig.truncate(false);
        rig.event(Kind.READ, 1, row(1, "en", "x", "y"));
        barrier();
        assertEquals(1, rig.count("en", "x"));
        assertEquals(1, rig.count("en", "y"));
        assertEquals(2, rig.table.size());
        // What was counted before is another row's business now.
        rig.event(Kind.DELETE, 2, null);
        rig.event(Kind.DELETE, 1, null);
        barrier();
        assertEquals(Map.of(), rig.table);
        barrier();
        for (TermRig.Task<OutputValue> task : rig.counters) {
            assertEquals(0, task.stored("terms.shop.review"));
            assertEquals(1, task.stored("rows.shop.review"), "only the mark of the era is left");
        }
        rig.totallers.forEach(task -> assertEquals(0, task.stored("totals.shop.review")));
    }

    @Test
    void aBarrierPassesWhenItHasComeFromAllPartitions() {
        rig.event(Kind.CREATE, 1, row(1, "en", "x"));
        rig.barrier();
        rig.barrier();
        rig.counters.get(1).step(Integer.MAX_VALUE, true);
        rig.counters.get(0).step(Integer.MAX_VALUE, true);
        rig.totallers.forEach(task -> task.step(Integer.MAX_VALUE, true));
        assertArrayEquals(new long[3], rig.passed);
        assertEquals(Map.of(), rig.table);
        rig.counters.get(2).step(1, true);
        rig.totallers.forEach(task -> task.step(Integer.MAX_VALUE, true));
        for (long passed : rig.passed) {
            assertEquals(rig.watermark() - 1, passed);
        }
        assertEquals(1, rig.count("en", "x"));
    }

    @Test
    void aTermThatComesAndGoesBetweenTwoBarriersIsNotSent() {
        rig.event(Kind.CREATE, 1, row(1, "en", "x"));
        rig.event(Kind.DELETE, 1, null);
        rig.barrier();
        rig.counters.forEach(task -> task.step(Integer.MAX_VALUE, true));
        rig.totallers.forEach(task -> assertEquals(3, task.input.size(), "barriers only"));
    }

    @Test
    void aRecordThatIsLostBetweenTheHalvesStopsTheStage() {
        rig.event(Kind.CREATE, 1, row(1, "en", "x"));
        rig.barrier();
        rig.counters.forEach(task -> task.step(Integer.MAX_VALUE, true));
        TermRig.Task<byte[]> hit = rig.totallers.stream()
                .filter(task -> task.input.size() == 4)
                .findFirst()
                .orElseThrow();
        int event = 0;
        while (hit.input.get(event).value() == null) {
            event++;
        }
        hit.lose(event);
        BrokenHistoryException e = assertThrows(BrokenHistoryException.class, () -> hit.step(Integer.MAX_VALUE, true));
        assertTrue(e.getMessage().contains("expected 1 events"), e.getMessage());
    }

    @Test
    void aBarrierThatIsLostBetweenTheHalvesStopsTheStage() {
        rig.barrier();
        rig.barrier();
        rig.barrier();
        rig.counters.forEach(task -> task.step(Integer.MAX_VALUE, true));
        rig.totallers.get(0).lose(1);
        assertThrows(BrokenHistoryException.class, () -> rig.totallers.get(0).step(Integer.MAX_VALUE, true));
    }

    /** What it had put together and not yet sent must not be sent twice. */
    @Test
    void aTransactionThatFailsInTheMiddleOfABarrierLeavesNothingBehind() {
        for (long id = 0; id < 30; id += 3) {
            rig.event(Kind.CREATE, id, row(id, "en", "x", "x" + id));
        }
        rig.barrier();
        rig.counters.get(0).dieSending(2);
        rig.settle();
        assertEquals(10, rig.count("en", "x"));
        assertEquals(11, rig.table.size());
        rig.event(Kind.DELETE, 0, null);
        rig.barrier();
        rig.counters.forEach(task -> task.step(Integer.MAX_VALUE, true));
        rig.totallers.get(0).dieSending(0);
        rig.settle();
        assertEquals(9, rig.count("en", "x"));
        assertEquals(10, rig.table.size());
    }

    /** Events of all kinds, tasks that run ahead of one another, and transactions that are aborted at any place. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void whateverHappensTheCountsAreThoseOfTheRows(int seed) {
        Random random = new Random(seed);
        Map<Long, DocumentTerms> rows = new HashMap<>();
        for (int i = 0; i < 2000; i++) {
            change(random, rows);
            if (random.nextInt(20) == 0) {
                rig.barrier();
            }
            int task = random.nextInt(2 * rig.partitions);
            boolean commits = random.nextInt(3) > 0;
            if (task < rig.partitions) {
                rig.counters.get(task).step(random.nextInt(9), commits);
            } else {
                rig.totallers.get(task - rig.partitions).step(random.nextInt(30), commits);
            }
        }
        rig.barrier();
        rig.counters.forEach(task -> task.step(Integer.MAX_VALUE, false));
        rig.settle();
        assertEquals(counted(rows), rig.table);
        for (long passed : rig.passed) {
            assertEquals(rig.watermark(), passed);
        }
    }

    private void change(Random random, Map<Long, DocumentTerms> rows) {
        long id = random.nextInt(40);
        int what = random.nextInt(1000);
        if (what < 3) {
            rig.truncate(random.nextBoolean());
            rows.clear();
        } else if (what < 200) {
            rig.event(Kind.DELETE, id, null);
            rows.remove(id);
        } else if (what < 250) {
            rig.event(random.nextBoolean() ? Kind.OPEN : Kind.SKIP, id, null);
        } else {
            DocumentTerms row = terms(random);
            Kind kind = what < 400 ? Kind.READ : what < 700 ? Kind.CREATE : Kind.UPDATE;
            rig.event(kind, id, row(id, row.language(), row.terms().toArray(String[]::new)));
            rows.put(id, row);
        }
    }

    private static DocumentTerms terms(Random random) {
        Set<String> terms = new LinkedHashSet<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            terms.add("w" + random.nextInt(25));
        }
        return new DocumentTerms(random.nextBoolean() ? "en" : "zh", terms);
    }

    private static Map<String, Long> counted(Map<Long, DocumentTerms> rows) {
        Map<String, Long> counts = new TreeMap<>();
        rows.values().forEach(row -> row.terms()
                .forEach(term -> counts.merge(
                        "{\"language\":\"" + row.language() + "\",\"term\":\"" + term + "\"}", 1L, Long::sum)));
        return counts;
    }
}
