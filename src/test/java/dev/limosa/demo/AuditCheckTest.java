package dev.limosa.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** States are letters; "-" is no row. Written: state before the log, the source's log, the target's log. */
class AuditCheckTest {

    @Test
    void acceptsEveryChangeAppliedOnce() {
        assertVerdict(0, 0, "-", "ABC", "ABC");
        assertVerdict(0, 0, "-", "A-B", "A-B");
    }

    @Test
    void acceptsChangesCollapsedIntoTheLastOne() {
        assertVerdict(0, 0, "A", "BCD", "D");
        assertVerdict(0, 0, "-", "AB-", "");
    }

    @Test
    void acceptsTheSnapshotsReadBeforeBetweenAndAfterChanges() {
        assertVerdict(0, 0, "A", "BC", "ABC");
        assertVerdict(0, 0, "A", "BC", "BBC");
        assertVerdict(0, 0, "A", "BC", "BCC");
    }

    @Test
    void acceptsASourceThatWritesTheSameStateAgain() {
        assertVerdict(0, 0, "-", "AAA", "AAA");
        assertVerdict(0, 0, "A", "BAA", "AAA");
    }

    @Test
    void callsAChangeThatWasAppliedTwiceADuplicate() {
        assertVerdict(0, 1, "A", "BC", "BBCC");
        assertVerdict(0, 1, "-", "A", "AAA");
        assertVerdict(0, 2, "A", "BC", "CCCC");
    }

    @Test
    void callsARowThatGoesBackInTimeADuplicateEvenIfItCatchesUp() {
        assertVerdict(0, 1, "A", "BC", "CBC");
        assertVerdict(0, 1, "A", "BCD", "CDCD");
        assertVerdict(0, 1, "A", "B-", "-A-");
    }

    @Test
    void callsAStateTheSourceNeverHadADuplicate() {
        assertVerdict(0, 1, "A", "BC", "BXC");
    }

    @Test
    void allowsTheSnapshotOnlyOneRead() {
        assertVerdict(0, 1, "A", "BC", "AABC");
        assertVerdict(0, 1, "A", "BC", "ABBC");
    }

    @Test
    void callsALastChangeThatIsNotInEffectLost() {
        assertVerdict(1, 0, "A", "BC", "B");
        assertVerdict(1, 0, "A", "B", "");
        assertVerdict(1, 0, "A", "-", "A");
        assertVerdict(1, 1, "-", "AB", "ABA");
    }

    @Test
    void allowsAKeyTheSourceDidNotChangeOneWrite() {
        assertVerdict(0, 0, "A", "", "A");
        assertVerdict(0, 1, "A", "", "AA");
        assertVerdict(0, 1, "A", "", "AB");
    }

    private static void assertVerdict(long lost, long duplicated, String before, String source, String target) {
        assertEquals(
                new AuditCheck.Verdict(lost, duplicated),
                AuditCheck.check(states(before).get(0), states(source), states(target)));
    }

    private static List<String> states(String letters) {
        List<String> states = new ArrayList<>();
        letters.chars().forEach(c -> states.add(c == '-' ? null : String.valueOf((char) c)));
        return states;
    }
}
