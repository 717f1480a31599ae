package dev.limosa.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** States are letters; "-" is no row. Written: state before the log, the source's log, the target's log. */
class AuditCheckTest {

    @Test
    void accepts_every_change_applied_once() {
        assertVerdict(0, 0, "-", "ABC", "ABC");
        assertVerdict(0, 0, "-", "A-B", "A-B");
    }

    @Test
    void accepts_changes_collapsed_into_the_last_one() {
        assertVerdict(0, 0, "A", "BCD", "D");
        assertVerdict(0, 0, "-", "AB-", "");
    }

    @Test
    void accepts_the_snapshots_read_before_between_and_after_changes() {
        assertVerdict(0, 0, "A", "BC", "ABC");
        assertVerdict(0, 0, "A", "BC", "BBC");
        assertVerdict(0, 0, "A", "BC", "BCC");
    }

    @Test
    void accepts_a_source_that_writes_the_same_state_again() {
        assertVerdict(0, 0, "-", "AAA", "AAA");
        assertVerdict(0, 0, "A", "BAA", "AAA");
    }

    @Test
    void calls_a_change_that_was_applied_twice_a_duplicate() {
        assertVerdict(0, 1, "A", "BC", "BBCC");
        assertVerdict(0, 1, "-", "A", "AAA");
        assertVerdict(0, 2, "A", "BC", "CCCC");
    }

    @Test
    void calls_a_row_that_goes_back_in_time_a_duplicate_even_if_it_catches_up() {
        assertVerdict(0, 1, "A", "BC", "CBC");
        assertVerdict(0, 1, "A", "BCD", "CDCD");
        assertVerdict(0, 1, "A", "B-", "-A-");
    }

    @Test
    void calls_a_state_the_source_never_had_a_duplicate() {
        assertVerdict(0, 1, "A", "BC", "BXC");
    }

    @Test
    void allows_the_snapshot_only_one_read() {
        assertVerdict(0, 1, "A", "BC", "AABC");
        assertVerdict(0, 1, "A", "BC", "ABBC");
    }

    @Test
    void calls_a_last_change_that_is_not_in_effect_lost() {
        assertVerdict(1, 0, "A", "BC", "B");
        assertVerdict(1, 0, "A", "B", "");
        assertVerdict(1, 0, "A", "-", "A");
        assertVerdict(1, 1, "-", "AB", "ABA");
    }

    @Test
    void allows_a_key_the_source_did_not_change_one_write() {
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
