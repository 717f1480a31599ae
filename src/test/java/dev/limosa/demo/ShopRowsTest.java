package dev.limosa.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShopRowsTest {

    private final Sentences sentences = new Sentences();
    private final ShopRows rows = new ShopRows(sentences, 7);

    @Test
    void makesTheSameRowsOfTheSameSeedInAnyOrder() {
        ShopRows again = new ShopRows(new Sentences(), 7);
        Object[] later = again.review(2);
        assertArrayEquals(again.review(1), rows.review(1));
        assertArrayEquals(later, rows.review(2));
        assertArrayEquals(again.customer(3), rows.customer(3));
        assertArrayEquals(again.product(4), rows.product(4));
        assertArrayEquals(again.order(5, 1), rows.order(5, 1));
        assertArrayEquals(again.line(5, 1, 2), rows.line(5, 1, 2));
    }

    @Test
    void makesOtherRowsOfAnotherSeed() {
        assertFalse(Arrays.equals(new ShopRows(sentences, 8).review(1), rows.review(1)));
    }

    @Test
    void makesThousandsOfDifferentSentencesInBothLanguages() {
        SplittableRandom random = new SplittableRandom(1);
        Set<String> english = new HashSet<>();
        Set<String> chinese = new HashSet<>();
        for (int i = 0; i < 6000; i++) {
            // Without the batch number in brackets, which alone would make all of them differ.
            english.add(sentences.sentence("en", random).replaceAll("\\(.*\\)", ""));
            chinese.add(sentences.sentence("zh", random).replaceAll("（.*）", ""));
        }
        assertTrue(english.size() > 5000 && chinese.size() > 5000, english.size() + " and " + chinese.size());
    }

    @Test
    void givesEveryCustomerAnAddressThatStaysUniqueInLowerCase() {
        Set<String> addresses = new HashSet<>();
        for (long id = 1; id <= 3000; id++) {
            addresses.add(rows.customer(id)[2].toString().toLowerCase(java.util.Locale.ROOT));
        }
        assertEquals(3000, addresses.size());
    }

    @Test
    void writesReviewsOfAFewHundredBytes() {
        for (long n = 1; n <= 500; n++) {
            int bytes = rows.review(n)[3].toString().getBytes(StandardCharsets.UTF_8).length;
            assertTrue(bytes >= 200 && bytes <= 900, () -> bytes + " bytes");
        }
    }
}
