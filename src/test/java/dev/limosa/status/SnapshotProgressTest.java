package dev.limosa.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.lag.CapturedView;
import dev.limosa.lag.SourceView;
import dev.limosa.status.MigrationStatus.Snapshot;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotProgressTest {

    private static final SourceView SOURCE = new SourceView(1, 0, null, Map.of("s.a", 10_000L, "s.b", 1_000L));

    @Test
    void foretellsTheEndOnlyAfterOneHundredth() {
        assertNull(progress(Scene.captured(100, false, 0, false), 50.0).etaSeconds());
        Snapshot later = progress(Scene.captured(5_500, false, 0, false), 50.0);
        assertEquals(50.0, later.percent());
        assertEquals(110.0, later.etaSeconds());
    }

    @Test
    void foretellsNothingWhileNothingMoves() {
        assertNull(progress(Scene.captured(5_500, false, 0, false), 0.0).etaSeconds());
        assertNull(progress(Scene.captured(5_500, false, 0, false), null).etaSeconds());
    }

    /** The planner may have guessed too low: then it is not done, only nearly. */
    @Test
    void isNotDoneBeforeTheLastTableIs() {
        Snapshot snapshot = progress(Scene.captured(20_000, false, 1_000, true), 50.0);
        assertEquals(99.9, snapshot.percent(), 0.11);
        assertFalse(snapshot.tables().get(0).read());
    }

    @Test
    void aTableThatWasReadCountsAsManyRowsAsItHad() {
        Snapshot snapshot = progress(Scene.captured(4_000, true, 0, false), 50.0);
        assertEquals(5_000, snapshot.estimatedRows());
        assertEquals(80.0, snapshot.percent());
    }

    @Test
    void oneTableWithoutAnEstimateLeavesTheWholeOpen() {
        SourceView source = new SourceView(1, 0, null, Map.of("s.a", 10_000L));
        Snapshot snapshot = SnapshotProgress.of(Scene.CONFIG, source, Scene.captured(100, false, 0, false), null, 50.0);
        assertNull(snapshot.estimatedRows());
        assertNull(snapshot.percent());
    }

    @Test
    void isDoneWhenTheTargetHasIt() {
        CapturedView captured = Scene.captured(5, true, 5, true);
        assertFalse(progress(captured, 0.0).done());
        assertTrue(SnapshotProgress.of(Scene.CONFIG, null, captured, Scene.target(1, 10, 1L, 1.0, true), null)
                .done());
    }

    private static Snapshot progress(CapturedView captured, Double rate) {
        return SnapshotProgress.of(Scene.CONFIG, SOURCE, captured, Scene.target(1, 0, 1L, 1.0, false), rate);
    }
}
