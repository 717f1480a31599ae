package dev.limosa.text.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.text.Tokens;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimhashTest {

    private static long of(String text) {
        Tokens tokens = new Tokens();
        for (String token : text.split(" ")) {
            tokens.add(token.toCharArray(), 0, token.length());
        }
        return new Simhash().of(tokens);
    }

    /** Rows made years ago are compared with those of today. */
    @Test
    void itNeverChanges() {
        assertEquals(Simhash.hash("手机".toCharArray(), 0, 2), of("手机"), "of one token it is the token's own");
        assertEquals(1189305453065667600L, of("the quick brown fox"));
    }

    @Test
    void itDoesNotDependOnTheOrderOfTokensButOnHowManyThereAre() {
        assertEquals(of("a b c a"), of("a a c b"));
        assertTrue(of("a b c") != of("a a a b c"));
    }

    @Test
    void nearlyTheSameTokensHaveHashesThatDifferInFewBits() {
        StringBuilder words = new StringBuilder();
        Random random = new Random(5);
        for (int i = 0; i < 400; i++) {
            words.append(Integer.toString(random.nextInt(200), 36)).append(' ');
        }
        long one = of(words.toString());
        int near = Long.bitCount(one ^ of(words + "other"));
        int far = Long.bitCount(one ^ of(words.reverse().toString()));
        assertTrue(near <= 3, "one word more: " + near);
        assertTrue(far > 15, "other words: " + far);
    }

    @Test
    void hashesThatDifferInThreeBitsAreEqualInABand() {
        Random random = new Random(9);
        for (int i = 0; i < 1000; i++) {
            long one = random.nextLong();
            long other = one ^ 1L << random.nextInt(64) ^ 1L << random.nextInt(64) ^ 1L << random.nextInt(64);
            boolean equal = false;
            for (int band = 1; band <= 4; band++) {
                long value = Simhash.band(one, band, 4);
                assertEquals((short) value, value, "fits a smallint");
                equal |= value == Simhash.band(other, band, 4);
            }
            assertTrue(equal);
        }
        assertEquals(0x7fff, Simhash.band(0x7fff_8000_1234_0001L, 1, 4));
        assertEquals((short) 0x8000, Simhash.band(0x7fff_8000_1234_0001L, 2, 4));
        assertEquals(0x1234, Simhash.band(0x7fff_8000_1234_0001L, 3, 4));
        assertEquals(1, Simhash.band(0x7fff_8000_1234_0001L, 4, 4));
    }
}
