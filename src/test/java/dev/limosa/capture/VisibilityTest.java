package dev.limosa.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class VisibilityTest {

    @Test
    void seesWhatIsOver() {
        Visibility view = Visibility.of("10:20:12,15");
        assertEquals(new Visibility(20, Set.of(12, 15)), view);
        assertTrue(view.sees(9));
        assertTrue(view.sees(14));
        assertFalse(view.sees(15));
        assertFalse(view.sees(20));
        assertTrue(Visibility.of("20:20:").sees(19));
    }

    /** The stream has the lower 32 bits of a transaction's number only. */
    @Test
    void numbersGoRound() {
        Visibility view = Visibility.of("4294967290:4294967300:4294967295");
        assertTrue(view.sees((int) 4294967294L));
        assertFalse(view.sees((int) 4294967295L));
        assertTrue(view.sees(3));
        assertFalse(view.sees(4));
    }

    @Test
    void onlyWhatCameBeforeTheWindowHasToBeSeen() throws Exception {
        PublishedTransactions published = new PublishedTransactions();
        published.add(5);
        published.reached(1);
        published.add(25);
        published.awaitReached(1);
        assertTrue(published.allSeenBy(Visibility.of("10:20:12")));
        published.reached(2);
        assertFalse(published.allSeenBy(Visibility.of("10:20:12")));
        published.forgetSeenBy(Visibility.of("26:26:"));
        assertTrue(published.allSeenBy(Visibility.of("10:20:12")));
    }
}
